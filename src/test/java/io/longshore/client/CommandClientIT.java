package io.longshore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.kafka.Topics;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The client against a real broker, hosts that answer by a script, and one that says nothing.
@Timeout(60)
class CommandClientIT {
  private static final int HOSTS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HostName SILENT = new HostName("silent");

  private static EmbeddedBroker broker;
  private static BrokerAccess access;
  private static Responder responder;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.builder().start();
    access = new BrokerAccess(broker.bootstrapServers(), Map.of());
    List<HostName> answering = IntStream.range(0, HOSTS).mapToObj(CommandClientIT::host).toList();
    makeTopics(Stream.concat(answering.stream(), Stream.of(SILENT)));
    responder = new Responder(access, answering, CommandClientIT::script);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    responder.stop();
    broker.close();
  }

  private static void makeTopics(Stream<HostName> hosts) throws Exception {
    try (Admin admin = access.admin()) {
      admin
          .createTopics(
              hosts
                  .flatMap(host -> Stream.of(Topics.commands(host), Topics.results(host)))
                  .map(name -> new NewTopic(name, 1, (short) 1))
                  .toList())
          .all()
          .get();
      // Made is not yet known to all of the broker.
      while (!admin.listTopics().names().get().contains(Topics.results(SILENT))) {
        Thread.sleep(50);
      }
    }
  }

  private static HostName host(int number) {
    return new HostName("host%02d".formatted(number));
  }

  /// The id says what is to happen.
  private static List<Event> script(Event.Header header) {
    Event.Finished finished =
        new Event.Finished(
            header, Outcome.SUCCEEDED, "d", false, 1, header.at(), Report.NOTHING, null);
    return switch (header.commandId().text()) {
      case "again" -> List.of(new Event.Duplicate(header, finished));
      case "conflict" ->
          List.of(new Event.Conflict(header, Failure.of(FailureKind.ID_CONFLICT, "another came")));
      default ->
          List.of(
              new Event.Accepted(header),
              new Event.Started(header, 1, "d"),
              new Event.Progress(header, "half"),
              finished);
    };
  }

  private static Outgoing stop(HostName host, String id) {
    return CommandBuilder.to(host, Action.STOP_CONTAINER)
        .id(new CommandId(id))
        .parameter("name", "x")
        .build(Instant.now());
  }

  @Test
  void manyCommandsToManyHostsAreEachAnsweredOnce() {
    List<Outgoing> commands =
        IntStream.range(0, 5 * HOSTS)
            .mapToObj(number -> stop(host(number % HOSTS), "many-" + number))
            .toList();
    try (CommandClient client = new CommandClient(access, HOSTS)) {
      List<Answer> answers =
          client.sendAll(commands, PATIENCE).stream()
              .map(sending -> sending.answer().join())
              .toList();

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Result.class));
      assertThat(answers.stream().map(Answer::command)).containsExactlyElementsOf(commands);
      assertThat(answers)
          .allSatisfy(answer ->
              assertThat(((Answer.Result) answer).finished().header().commandId().text())
                  .isEqualTo(answer.command().id()));
    }
  }

  @Test
  void aHostThatSaysNothingIsAnsweredForWhenThePatienceEnds() {
    try (CommandClient client = new CommandClient(access)) {
      Sending sending = client.send(stop(SILENT, "s1"), Duration.ofMillis(300));

      assertThat(sending.sent().join().topic()).isEqualTo("longshore.commands.silent");
      assertThat(sending.answer().join())
          .isEqualTo(new Answer.Silence(sending.command(), Duration.ofMillis(300)));
    }
  }

  @Test
  void whatWasAnsweredBeforeAndWhatConflictsIsTold() {
    try (CommandClient client = new CommandClient(access)) {
      assertThat(client.send(stop(host(1), "again"), PATIENCE).answer().join())
          .isInstanceOfSatisfying(
              Answer.Result.class, result -> assertThat(result.repeated()).isTrue());
      assertThat(client.send(stop(host(1), "conflict"), PATIENCE).answer().join())
          .isInstanceOfSatisfying(
              Answer.Conflict.class,
              conflict -> assertThat(conflict.failure().kind()).isEqualTo(FailureKind.ID_CONFLICT));
    }
  }

  @Test
  void whatHappensOnTheWayComesInOrderBeforeTheAnswer() {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (CommandClient client = new CommandClient(access)) {
      client
          .send(
              stop(host(2), "way"),
              PATIENCE,
              message -> seen.add(message.event().getClass().getSimpleName()))
          .answer()
          .thenAccept(_ -> seen.add("answer"))
          .join();
    }

    assertThat(seen).containsExactly("Accepted", "Started", "Progress", "answer");
  }

  @Test
  void twoCommandsUnderOneIdAreAnsweredOneEach() {
    try (CommandClient client = new CommandClient(access)) {
      List<Sending> both =
          client.sendAll(List.of(stop(host(3), "twice"), stop(host(3), "twice")), PATIENCE);

      assertThat(both)
          .allSatisfy(
              sending -> assertThat(sending.answer().join()).isInstanceOf(Answer.Result.class));
    }
  }

  @Test
  void anAnswerToACommandWhoseIdCannotBeReadIsFoundByItsPlace() {
    try (CommandClient client = new CommandClient(access)) {
      Outgoing good = stop(host(4), "id");
      Outgoing unreadable =
          new Outgoing(
              host(4),
              "no good id",
              new WireMessage("key", "no JSON".getBytes(StandardCharsets.UTF_8), Map.of()));

      assertThat(client.send(unreadable, PATIENCE).answer().join())
          .isInstanceOf(Answer.Result.class);
      assertThat(client.send(good, PATIENCE).answer().join()).isInstanceOf(Answer.Result.class);
    }
  }

  @Test
  void sendingWaitsWhileTooManyAreUnansweredAndGoesOnWhenOneIs() throws Exception {
    try (CommandClient client = new CommandClient(access, 1)) {
      Sending first = client.send(stop(SILENT, "full-1"), PATIENCE);
      CompletableFuture<Sending> second =
          CompletableFuture.supplyAsync(
              () -> client.send(stop(host(5), "full-2"), PATIENCE), Thread::startVirtualThread);
      assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);

      first.answer().cancel(false);

      assertThat(second.join().answer().join()).isInstanceOf(Answer.Result.class);
    }
  }

  @Test
  void whatFollowsAnAnswerMaySendAndWait() {
    try (CommandClient client = new CommandClient(access, 1)) {
      Answer second =
          client
              .send(stop(host(6), "chain-1"), PATIENCE)
              .answer()
              .thenApply(_ -> client.send(stop(host(7), "chain-2"), PATIENCE).answer().join())
              .join();

      assertThat(second.command().id()).isEqualTo("chain-2");
    }
  }

  @Test
  void anUnknownHostStopsAllBeforeAnythingIsSent() {
    try (CommandClient client = new CommandClient(access)) {
      assertThatThrownBy(() ->
              client.sendAll(
                  List.of(stop(host(8), "u1"), stop(new HostName("nowhere"), "u2")), PATIENCE))
          .isInstanceOf(BrokerTroubleException.class)
          .hasMessageContaining("knows no host nowhere")
          .returns(
              BrokerTroubleException.Kind.UNKNOWN_HOST,
              trouble -> ((BrokerTroubleException) trouble).kind());
    }
  }

  @Test
  void closingEndsTheWaiting() {
    CommandClient client = new CommandClient(access);
    Sending sending = client.send(stop(SILENT, "closed"), PATIENCE);

    client.close();

    assertThatThrownBy(() -> sending.answer().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("the client is closed");
    assertThatThrownBy(() -> client.send(stop(SILENT, "later"), PATIENCE).answer().join())
        .hasMessageContaining("the client is closed");
  }

  @Test
  void aCancelledAnswerEndsOnlyTheWaiting() {
    try (CommandClient client = new CommandClient(access)) {
      Sending sending = client.send(stop(SILENT, "cancelled"), PATIENCE);

      sending.answer().cancel(false);

      assertThatThrownBy(() -> sending.answer().join()).isInstanceOf(CancellationException.class);
      assertThat(sending.sent().join().id()).isEqualTo("cancelled");
    }
  }
}
