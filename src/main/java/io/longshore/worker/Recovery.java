package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.command.Resource;
import io.longshore.engine.EngineException;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.Leftover;
import io.longshore.ledger.Lost;
import io.longshore.ledger.Past;
import io.longshore.ledger.ResultPublisher;
import io.longshore.plan.Attempt;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.SupervisorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what earlier workers have left undone that no message will ask for again.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /// Enough for a unit whose process has ended.
  private static final Duration UNIT_LIMIT = Duration.ofSeconds(15);

  private final WorkerAssembly.Host host;
  private final ResultPublisher publisher;
  private final Ledger ledger;
  private final InstantSource clock;

  Recovery(
      WorkerAssembly.Host host, ResultPublisher publisher, Ledger ledger, InstantSource clock) {
    this.host = host;
    this.publisher = publisher;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Returns once every lost command's answer is durable. What is to be removed is removed before
  /// the first command for its container, and nobody waits for it else.
  ///
  /// @throws io.longshore.ledger.PublishException when no answer can be given any more
  void settle(Past past, Worker worker) {
    past.lost().forEach(this::answer);
    past.leftovers().stream()
        .collect(Collectors.groupingBy(Leftover::name))
        .forEach((name, left) ->
            worker.first(new Resource.OfContainer(name), () -> left.forEach(this::remove)));
  }

  private void answer(Lost lost) {
    Event.Finished result = result(lost, clock.instant());
    long position = Durably.await(publisher.publish(result));
    ledger.finished(lost.id(), lost.digest(), position);
    LOG.atWarn()
        .addKeyValue("commandId", lost.id())
        .addKeyValue("outcome", result.outcome().wireName())
        .addKeyValue("attempt", lost.attempts())
        .log("A command whose message is gone is answered without being carried out");
  }

  /// What was begun may have changed anything, so it counts as having done so.
  private static Event.Finished result(Lost lost, Instant at) {
    Instant firstAt = lost.firstAt();
    boolean begun = firstAt != null;
    return new Event.Finished(
        new Event.Header(lost.id(), lost.host(), null, null, null, null, at),
        begun ? Outcome.FAILED : Outcome.EXPIRED,
        lost.digest(),
        false,
        lost.attempts(),
        firstAt,
        new Report(begun, false, null, null, null, List.of(), List.of(), List.of())
            .withCertainty(!begun),
        firstAt == null ? expired() : interrupted(firstAt));
  }

  private static Failure interrupted(Instant firstAt) {
    return Failure.of(
        FailureKind.INTERRUPTED,
        "It was begun at "
            + firstAt
            + " and its worker ended before it did; its message has left the command topic since, so what became of it"
            + " is not known, and it is not run again",
        "Look what became of it; send it under a new id if it is still wanted.");
  }

  private static Failure expired() {
    return Failure.of(
        FailureKind.EXPIRED,
        "It was accepted and never begun, and its message has left the command topic since",
        "Send it again if it is still wanted; keep commands longer than a host may be away.");
  }

  /// A failure leaves it where it is: the next start, or the next command of that name, sees to it.
  private void remove(Leftover leftover) {
    try {
      Optional<ObservedContainer> found = host.engine().containers().find(leftover.name());
      if (found.isPresent() && isWhatWasLeft(found.get(), leftover)) {
        removeUnit(leftover.name());
        host.engine().containers().remove(leftover.name());
        LOG.atInfo()
            .addKeyValue("commandId", leftover.command())
            .addKeyValue("container", leftover.name())
            .log("What a finished command had left behind is removed");
      }
    } catch (EngineException | SupervisorException e) {
      LOG.atWarn()
          .addKeyValue("commandId", leftover.command())
          .addKeyValue("container", leftover.name())
          .addKeyValue("reason", e.getMessage())
          .log("What a finished command leaves behind could not be removed");
    }
  }

  private void removeUnit(ContainerName name) {
    UnitName unit = UnitName.of(name);
    if (host.services().find(unit).isPresent()) {
      host.services().uninstall(unit, UNIT_LIMIT);
    }
  }

  /// Made by that command, at its end, and not run again by another since.
  private static boolean isWhatWasLeft(ObservedContainer container, Leftover leftover) {
    Instant ended = container.state().finishedAt();
    return new Attempt(leftover.command(), 1, null).made(container)
        && container.state().status() == ContainerStatus.EXITED
        && ended != null
        && !ended.isAfter(leftover.at());
  }
}
