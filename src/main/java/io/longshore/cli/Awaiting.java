package io.longshore.cli;

import io.longshore.cli.client.ResultFeed;
import io.longshore.cli.client.ResultMessage;
import io.longshore.cli.client.Sent;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Waits for the answers to commands that were sent.
final class Awaiting {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final ResultFeed feed;
  private final ResultPrinter printer;
  private final List<Sent> sent;
  private final Duration limit;
  private final Map<Sent, Integer> exitCodes = new LinkedHashMap<>();
  private boolean heard;

  /// @param feed reads the hosts' results from before the commands were sent
  Awaiting(ResultFeed feed, ResultPrinter printer, List<Sent> sent, Duration limit) {
    this.feed = feed;
    this.printer = printer;
    this.sent = sent;
    this.limit = limit;
  }

  /// Returns when every command is answered or the time has passed.
  ///
  /// @return the exit code of the first command that did not succeed; 0 when all did
  int untilAnswered() {
    long begun = System.nanoTime();
    boolean toldOfSilence = false;
    while (exitCodes.size() < sent.size() && System.nanoTime() - begun < limit.toNanos()) {
      feed.poll(POLL).forEach(this::receive);
      if (!heard && !toldOfSilence && System.nanoTime() - begun > SILENCE.toNanos()) {
        toldOfSilence = true;
        printer.silence(sent.getFirst(), SILENCE);
      }
    }
    return sent.stream().map(this::exitCode).filter(code -> code != 0).findFirst().orElse(0);
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
        sent.stream()
            .filter(one -> !exitCodes.containsKey(one))
            .filter(one ->
                one.host().equals(header.host()) && one.isAnsweredBy(header.commandId().text()))
            .findFirst();
    command.ifPresent(one -> {
      heard = true;
      receive(one, message);
    });
  }

  private void receive(Sent command, ResultMessage message) {
    switch (message.event()) {
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _ ->
          printer.progress(message.event());
      case Event.Finished finished -> {
        printer.finished(message, finished);
        exitCodes.put(command, ExitCode.of(finished));
      }
      case Event.Duplicate duplicate -> {
        printer.duplicate(message, duplicate);
        exitCodes.put(command, ExitCode.of(duplicate.first()));
      }
      case Event.Conflict conflict -> {
        printer.conflict(message, conflict);
        exitCodes.put(command, ExitCode.REJECTED.number());
      }
    }
  }
}
