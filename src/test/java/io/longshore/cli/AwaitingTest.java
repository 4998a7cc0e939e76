package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.client.Outgoing;
import io.longshore.client.Sending;
import io.longshore.client.Sent;
import io.longshore.command.HostName;
import io.longshore.wire.WireMessage;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwaitingTest {
  private static final List<Outgoing> FIVE =
      IntStream.range(0, 5).mapToObj(AwaitingTest::command).toList();

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final List<Outgoing> sent = new ArrayList<>();
  private final List<Outgoing> cancelled = new ArrayList<>();

  @Test
  void whoStopsTheSendingIsToldWhatWasNotSentAndMayCancelTheRest() {
    assertThat(awaiting(2).untilAnswered()).isEqualTo(130);

    assertThat(sent).isEqualTo(FIVE.subList(0, 2));
    assertThat(cancelled).isEqualTo(sent);
    assertThat(errors.toString())
        .contains(
            "3 of 5 commands were not sent",
            "2 commands: none ended, 2 WITHOUT AN ANSWER",
            "cancel the 2 unanswered?");
  }

  @Test
  void whoStopsBeforeTheFirstIsSentIsAskedNothing() {
    assertThat(awaiting(0).untilAnswered()).isEqualTo(130);

    assertThat(sent).isEmpty();
    assertThat(errors.toString()).contains("5 of 5 commands were not sent").doesNotContain("[y/N]");
  }

  /// @param leftAfter so many are sent before somebody stops it
  private Awaiting awaiting(int leftAfter) {
    PrintWriter told = new PrintWriter(errors);
    BufferedReader person = new BufferedReader(new StringReader("y"));
    return new Awaiting(
        (command, _, _) -> send(command),
        new ResultPrinter(
            Screen.plain(new PrintWriter(out), told), new ResultPrinter.Form(false, true, false)),
        FIVE,
        Duration.ofHours(1),
        () -> sent.size() >= leftAfter,
        new Leaving(told, () -> person, cancelled::add));
  }

  private Sending send(Outgoing command) {
    sent.add(command);
    return new Sending(
        command,
        CompletableFuture.completedFuture(new Sent(command.host(), command.id(), "t", 0, 0)),
        new CompletableFuture<>());
  }

  private static Outgoing command(int number) {
    return new Outgoing(
        new HostName("web0" + number), "c" + number, new WireMessage("", new byte[0], Map.of()));
  }
}
