package io.longshore.cli;

import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.client.Sent;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Waits for the answers to commands that were sent.
final class Awaiting {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final ResultFeed feed;
  private final ResultPrinter printer;
  private final List<Sent> sent;
  private final Duration limit;
  private final BooleanSupplier isLeft;
  private final Leaving leaving;
  private final Map<HostName, List<Sent>> owed = new LinkedHashMap<>();
  private final Map<Sent, Integer> exitCodes = new HashMap<>();
  private final Tally tally;
  private boolean heard;

  /// @param feed reads the hosts' results from before the commands were sent
  /// @param isLeft whether somebody has stopped the waiting
  Awaiting(
      ResultFeed feed,
      ResultPrinter printer,
      List<Sent> sent,
      Duration limit,
      BooleanSupplier isLeft,
      Leaving leaving) {
    this.feed = feed;
    this.printer = printer;
    this.sent = sent;
    this.limit = limit;
    this.isLeft = isLeft;
    this.leaving = leaving;
    this.tally = new Tally(sent.size(), owed.keySet());
    sent.forEach(one -> owed.computeIfAbsent(one.host(), _ -> new ArrayList<>()).add(one));
  }

  /// Returns when every command is answered, the time has passed or somebody has stopped it.
  ///
  /// @return the exit code of the first command that did not succeed; 0 when all did
  int untilAnswered() {
    long begun = System.nanoTime();
    long told = begun;
    while (!owed.isEmpty()
        && System.nanoTime() - begun < limit.toNanos()
        && !isLeft.getAsBoolean()) {
      feed.poll(POLL).forEach(this::receive);
      if (!owed.isEmpty() && System.nanoTime() - told > SILENCE.toNanos()) {
        tellSilence(told == begun);
        told = System.nanoTime();
      }
    }
    printer.ended(tally);
    if (!owed.isEmpty() && isLeft.getAsBoolean()) {
      return leaving.from(sent.stream().filter(one -> !exitCodes.containsKey(one)).toList());
    }
    return sent.stream().map(this::exitCode).filter(code -> code != 0).findFirst().orElse(0);
  }

  private void tellSilence(boolean first) {
    printer.waiting(tally);
    if (!heard && first) {
      printer.silence(sent.getFirst(), SILENCE);
    }
  }

  private int exitCode(Sent command) {
    Integer code = exitCodes.get(command);
    if (code == null) {
      printer.unanswered(command, limit);
      return ExitCode.NO_ANSWER.number();
    }
    return code;
  }

  private void receive(ResultMessage message) {
    Event.Header header = message.event().header();
    Optional<Sent> command =
        owed.getOrDefault(header.host(), List.of()).stream()
            .filter(one -> one.isAnsweredBy(header.commandId().text()))
            .findFirst();
    command.ifPresent(one -> {
      heard = true;
      receive(one, message);
    });
  }

  private void receive(Sent command, ResultMessage message) {
    switch (message.event()) {
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _ ->
          printer.progress(message);
      case Event.Finished finished -> {
        printer.finished(message, finished);
        tally.add(finished);
        answered(command, ExitCode.of(finished));
      }
      case Event.Duplicate duplicate -> {
        printer.duplicate(message, duplicate);
        tally.add(duplicate.first());
        answered(command, ExitCode.of(duplicate.first()));
      }
      case Event.Conflict conflict -> {
        printer.conflict(message, conflict);
        tally.addConflict();
        answered(command, ExitCode.REJECTED.number());
      }
    }
  }

  private void answered(Sent command, int exitCode) {
    exitCodes.put(command, exitCode);
    owed.computeIfPresent(
        command.host(),
        (_, left) -> {
          left.remove(command);
          return left.isEmpty() ? null : left;
        });
  }
}
