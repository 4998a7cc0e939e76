package io.longshore.rollout;

import io.longshore.command.HostName;
import io.longshore.rollout.Answer.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which commands are sent now: first what hosts that have begun are due, then as many hosts more
/// as may be at work.
///
/// @param state what is so
/// @param now when it is decided
/// @param known whether the broker has topics for a host that may be used
record Sending(RolloutState state, Instant now, Predicate<HostName> known) {
  /// Those of a batch, and of hosts that have begun.
  ///
  /// @param begin whether further hosts may be begun
  List<RolloutEvent> inBatch(int batch, boolean begin) {
    Stream<RolloutEvent> begun =
        begin
            ? state
                .fleet()
                .batch(batch)
                .filter(host -> host.stage() instanceof Stage.Waiting)
                .limit(room())
                .map(host -> first(host, new Task(Task.Phase.WORK, 0, 1)))
            : Stream.empty();
    return failuresFirst(Stream.concat(due(), begun).toList());
  }

  /// Those that bring back what was changed.
  List<RolloutEvent> reverts() {
    Stream<RolloutEvent> begun =
        state
            .fleet()
            .hosts()
            .filter(host -> host.stage() instanceof Stage.ToRevert)
            .limit(room())
            .map(this::revert);
    return failuresFirst(Stream.concat(due(), begun).toList());
  }

  /// A host that fails because nobody knows it may use up the budget: whatever else was to be sent
  /// is decided on anew.
  private static List<RolloutEvent> failuresFirst(List<RolloutEvent> decided) {
    List<RolloutEvent> failures =
        decided.stream().filter(RolloutEvent.Answered.class::isInstance).toList();
    return failures.isEmpty() ? decided : failures;
  }

  private RolloutEvent revert(HostState host) {
    int round = host.stage() instanceof Stage.ToRevert(int number) ? number : 1;
    return first(host, new Task(Task.Phase.REVERT, 0, round));
  }

  private int room() {
    return Math.max(0, state.plan().parallel() - state.fleet().busy());
  }

  private RolloutEvent first(HostState host, Task task) {
    if (!known.test(host.host())) {
      return unknown(host, task);
    }
    return host.hasWayBack(state.plan())
        ? sent(host, task, now.plus(state.plan().deadlines().host()))
        : refused(host, task, Trouble.NO_WAY_BACK, "what would bring it back is not known");
  }

  private RolloutEvent unknown(HostState host, Task task) {
    return refused(
        host,
        task,
        Trouble.UNKNOWN_HOST,
        "the broker has no topics for this host, or they may not be read and written");
  }

  private RolloutEvent refused(HostState host, Task task, Trouble trouble, String words) {
    return new RolloutEvent.Answered(now, host.host(), task, Answer.Bad.of(trouble, words));
  }

  private Stream<RolloutEvent> due() {
    return state
        .fleet()
        .hosts()
        .mapMulti((host, into) -> {
          if (host.stage() instanceof Stage.Busy busy
              && !busy.inFlight()
              && !now.isBefore(busy.notBefore())) {
            into.accept(
                known.test(host.host())
                    ? sent(host, busy.task(), busy.until())
                    : unknown(host, busy.task()));
          }
        });
  }

  private RolloutEvent sent(HostState host, Task task, Instant until) {
    return new RolloutEvent.Sent(
        now, host.host(), task, TaskIds.of(state.plan().id(), host.host(), task), until);
  }
}
