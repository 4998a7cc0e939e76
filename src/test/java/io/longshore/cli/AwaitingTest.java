package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.Results;
import io.longshore.client.Answer;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Outgoing;
import io.longshore.client.ResultMessage;
import io.longshore.client.Sending;
import io.longshore.client.Sent;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
            "3 of 5 commands were not sent: web02,web03,web04",
            "2 commands: none ended, 2 WITHOUT AN ANSWER",
            "cancel the 2 unanswered?");
  }

  @Test
  void whoStopsBeforeTheFirstIsSentIsAskedNothing() {
    assertThat(awaiting(0).untilAnswered()).isEqualTo(130);

    assertThat(sent).isEmpty();
    assertThat(errors.toString()).contains("5 of 5 commands were not sent").doesNotContain("[y/N]");
  }

  @Test
  void aHostThatCannotBeSentToKeepsNoOthersCommandsOrAnswersBack() {
    List<Outgoing> six = new ArrayList<>(FIVE);
    six.add(3, command(2));

    assertThat(awaiting(six, this::answeredButOfWeb02, () -> false).untilAnswered()).isEqualTo(69);

    assertThat(out.toString()).hasLineCount(4);
    assertThat(errors.toString())
        .contains(
            "cannot send c2 to web02; it is not known to be sent",
            "1 of 6 commands were not sent: web02",
            "4 commands: 4 succeeded");
  }

  @Test
  void aBrokerInTroubleWithOneHostAfterAnotherIsTriedNoMore() {
    assertThat(awaiting(FIVE, AwaitingTest::troubled, () -> false).untilAnswered()).isEqualTo(69);

    assertThat(errors.toString())
        .contains(
            "cannot send c2 to web02", "2 of 5 commands were not sent: web03,web04", "none ended")
        .doesNotContain("no answer");
  }

  /// @param leftAfter so many are sent before somebody stops it
  private Awaiting awaiting(int leftAfter) {
    return awaiting(FIVE, this::send, () -> sent.size() >= leftAfter);
  }

  private Awaiting awaiting(
      List<Outgoing> commands, Function<Outgoing, Sending> sender, BooleanSupplier isLeft) {
    PrintWriter told = new PrintWriter(errors);
    BufferedReader person = new BufferedReader(new StringReader("y"));
    return new Awaiting(
        (command, _, _) -> sender.apply(command),
        new ResultPrinter(
            Screen.plain(new PrintWriter(out), told), new ResultPrinter.Form(false, true, false)),
        commands,
        Duration.ofHours(1),
        isLeft,
        new Leaving(told, () -> person, cancelled::add));
  }

  private Sending answeredButOfWeb02(Outgoing command) {
    if (command.host().text().equals("web02")) {
      return troubled(command);
    }
    Event.Finished finished = Results.finished(Outcome.SUCCEEDED, 0);
    Sending sending = send(command);
    sending
        .answer()
        .complete(
            new Answer.Result(command, finished, false, new ResultMessage(finished, "{}", null)));
    return sending;
  }

  private static Sending troubled(Outgoing command) {
    return new Sending(
        command,
        CompletableFuture.failedFuture(
            new BrokerTroubleException(
                "cannot send " + command.id() + " to " + command.host(), null)),
        new CompletableFuture<>());
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
