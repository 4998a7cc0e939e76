package io.longshore.kafka;

import static io.longshore.kafka.World.idsFrom;
import static io.longshore.kafka.World.pollAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.ResultDigest;
import io.longshore.ledger.CommandSource.Wanted;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.Leftover;
import io.longshore.ledger.Lost;
import io.longshore.ledger.PublishException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class KafkaConnectionIT {
  private static EmbeddedBroker broker;
  private World world;

  @BeforeAll
  static void startBroker() {
    broker = World.broker();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void newHost(TestInfo test) {
    world = new World(broker, test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void endHost() {
    world.close();
  }

  @Test
  void commandsAreHandedOutInOrderAndTheirResultsAreSeen() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      world.send("c-1", "c-2");
      List<Delivery> deliveries = pollAll(connection, 2);
      for (Delivery delivery : deliveries) {
        connection.publisher().finish(world.finished(World.id(delivery)), delivery.offset()).join();
      }
    }
    assertThat(world.seenResults()).containsExactly("finished c-1", "finished c-2");
  }

  @Test
  void whatWasFinishedOutOfOrderIsNotHandedOutAgainAndNothingIsSkipped() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      world.send("c-0", "c-1", "c-2", "c-3", "c-4");
      pollAll(connection, 5);
      connection.publisher().finish(world.finished("c-3"), 3).join();
      connection.publisher().finish(world.finished("c-1"), 1).join();
    }
    try (KafkaConnection connection = world.connect()) {
      assertThat(idsFrom(connection, 3)).containsExactly("c-0", "c-2", "c-4");
    }
  }

  @Test
  void aSecondWorkerFencesTheFirstWhoseAnswerIsNeverSeen() throws Exception {
    try (KafkaConnection first = world.connect()) {
      world.send("c-1");
      assertThat(idsFrom(first, 1)).containsExactly("c-1");
      try (KafkaConnection second = world.connect()) {
        CompletableFuture<Long> late = first.publisher().finish(world.finished("c-1"), 0);
        assertThatThrownBy(late::join)
            .isInstanceOf(CompletionException.class)
            .satisfies(
                failure -> assertThat(((PublishException) failure.getCause()).fenced()).isTrue());
        assertThatThrownBy(() -> first.publisher().publish(world.started("c-1", 1)).join())
            .hasCauseInstanceOf(PublishException.class);

        assertThat(idsFrom(second, 1)).containsExactly("c-1");
        second.publisher().finish(world.finished("c-1"), 0).join();
      }
    }
    assertThat(world.seenResults()).containsExactly("finished c-1");
  }

  @Test
  void aTransactionThatADyingWorkerLeftOpenCountsForNothing() throws Exception {
    world.connect().close();
    world.send("c-1");
    try (Producer<byte[], byte[]> dying =
        new KafkaProducer<>(new ClientProperties(world.settings()).producer())) {
      dying.initTransactions();
      dying.beginTransaction();
      ProducerRecord<byte[], byte[]> answer =
          new ProducerRecord<>(
              world.results.topic(), 0, "c-1".getBytes(StandardCharsets.UTF_8), new byte[1]);
      LedgerHeaders.describe(world.finished("c-1"), answer.headers());
      dying.send(answer).get();

      try (KafkaConnection next = world.connect()) {
        assertThat(next.ledger().size()).isZero();
        assertThat(idsFrom(next, 1)).containsExactly("c-1");
        assertThatThrownBy(dying::commitTransaction).isInstanceOf(RuntimeException.class);
      }
    }
    assertThat(world.seenResults()).isEmpty();
  }

  @Test
  void theChainOfResultsGoesOnAfterARestartAndPastWhatWasNeverCommitted() throws Exception {
    for (String id : List.of("c-0", "c-1", "c-2")) {
      try (KafkaConnection connection = world.connect()) {
        world.send(id);
        long offset = pollAll(connection, 1).getFirst().offset();
        connection.publisher().publish(world.started(id, 1)).join();
        connection.publisher().finish(world.finished(id), offset).join();
      }
      leaveAnUncommittedResult();
    }

    List<ConsumerRecord<byte[], byte[]>> results =
        world.seen().stream().filter(KafkaConnectionIT::isTerminal).toList();
    assertThat(results).hasSize(3);
    String previous = null;
    for (ConsumerRecord<byte[], byte[]> result : results) {
      assertThat(LedgerHeaders.read(result.headers(), LedgerHeaders.PREVIOUS).orElse(null))
          .isEqualTo(previous);
      previous = ResultDigest.of(previous, result.value());
    }
  }

  @Test
  void aResultTopicThatRetentionHasEmptiedKeepsNoWorkerFromItsWork() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      connection.publisher().publish(world.finished("c-1")).join();
    }
    long end = world.seen().getLast().offset() + 2;
    try (Admin admin = world.admin()) {
      admin.deleteRecords(Map.of(world.results, RecordsToDelete.beforeOffset(end))).all().get();
    }

    try (KafkaConnection connection = world.connect()) {
      assertThat(connection.ledger().size()).isZero();
      connection.publisher().publish(world.finished("c-2")).join();
    }
    assertThat(world.seenResults()).containsExactly("finished c-2");
  }

  @Test
  void theChainGoesOnFromAResultOlderThanTheDedupeWindow() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      connection.publisher().publish(world.finished("c-1")).join();
      Thread.sleep(50);
      connection.publisher().publish(world.started("c-2", 1)).join();
    }
    ConsumerRecord<byte[], byte[]> newest = world.seen().getLast();
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(new ClientProperties(world.settings()).ledger())) {
      Instant now = Instant.ofEpochMilli(newest.timestamp());
      Recovered recovered =
          new LedgerReader(world.results, Duration.ofMillis(1), "a-topic", 0)
              .read(consumer, Optional.of(now), now);

      assertThat(recovered.events()).isEqualTo(1);
      assertThat(recovered.head()).isEqualTo(ResultDigest.of(null, new byte[1]));
    }
  }

  private void leaveAnUncommittedResult() throws Exception {
    try (Producer<byte[], byte[]> dying =
        new KafkaProducer<>(new ClientProperties(world.settings()).producer())) {
      dying.initTransactions();
      dying.beginTransaction();
      ProducerRecord<byte[], byte[]> answer =
          new ProducerRecord<>(world.results.topic(), 0, new byte[1], new byte[1]);
      LedgerHeaders.describe(world.finished("never"), answer.headers());
      answer.headers().add(LedgerHeaders.OWN, "never".getBytes(StandardCharsets.UTF_8));
      dying.send(answer).get();
    }
  }

  private static boolean isTerminal(ConsumerRecord<byte[], byte[]> event) {
    return LedgerHeaders.read(event.headers(), LedgerHeaders.KIND)
        .orElse("")
        .equals(LedgerHeaders.FINISHED);
  }

  @Test
  void theLedgerKnowsAfterARestartWhatWasAnsweredAndWhatWasBegun() throws Exception {
    long position;
    Beginning how = new Beginning(World.NOON.plusNanos(1), World.NOON, true, null);
    try (KafkaConnection connection = world.connect()) {
      world.send("c-1", "c-2");
      pollAll(connection, 2);
      connection.publisher().publish(world.started("c-1", 1)).join();
      Event.Started begun = new Event.Started(world.header("c-2"), 1, "digest-c-2", null, how);
      connection.publisher().begin(begun, "an-image").join();
      position = connection.publisher().finish(world.finished("c-1"), 0).join();
      Event sentAgain = new Event.Accepted(world.finished("c-1").header());
      connection.publisher().publish(sentAgain).join();
    }
    try (KafkaConnection connection = world.connect()) {
      Ledger ledger = connection.ledger();
      assertThat(ledger.stateOf(new CommandId("c-1")))
          .isEqualTo(new Ledger.State.Answered(position));
      assertThat(ledger.stateOf(new CommandId("c-2")))
          .isEqualTo(new Ledger.State.Begun(1, World.NOON, "an-image", how));
      assertThat(ledger.register(new CommandId("c-1"), "another digest", World.NOON)).isFalse();
      assertThat(connection.unanswered())
          .extracting(Unanswered::id)
          .containsExactly(new CommandId("c-2"));
      assertThat(connection.firstResults().at(position)).contains(world.finished("c-1"));
    }
  }

  @Test
  void anUnansweredCommandIsLostOnceItsMessageIsGoneUnlessItWasSentAgain() throws Exception {
    try (KafkaConnection connection = world.connect();
        Admin admin = world.admin()) {
      world.send("begun", "accepted", "again", "again");
      for (Delivery delivery : pollAll(connection, 4)) {
        Event.Accepted accepted = new Event.Accepted(world.header(World.id(delivery)));
        String digest = "digest-" + World.id(delivery);
        connection.publisher().accept(accepted, digest, delivery.offset());
      }
      connection.publisher().publish(world.started("begun", 1)).join();
      admin.deleteRecords(Map.of(world.commands, RecordsToDelete.beforeOffset(3))).all().get();
    }
    try (KafkaConnection connection = world.connect()) {
      assertThat(connection.unanswered()).hasSize(3);
      assertThat(connection.past(world.host).lost())
          .containsExactly(
              new Lost(new CommandId("begun"), world.host, "digest-begun", 1, World.NOON),
              new Lost(new CommandId("accepted"), world.host, "digest-accepted", 0, null));
      connection.publisher().publish(world.finished("begun")).join();
    }
    try (KafkaConnection connection = world.connect()) {
      assertThat(connection.past(world.host).lost())
          .extracting(Lost::id)
          .containsExactly(new CommandId("accepted"));
      assertThat(idsFrom(connection, 1)).containsExactly("again");
    }
  }

  @Test
  void whatAResultLeavesToBeRemovedIsToldToTheNextStart() throws Exception {
    ContainerName task = new ContainerName("task");
    try (KafkaConnection connection = world.connect()) {
      world.send("c-1", "c-2", "c-3");
      pollAll(connection, 3);
      connection.publisher().finish(world.finished("c-1"), 0, task).join();
      connection.publisher().finish(world.finished("c-2"), 1, task).join();
      connection.publisher().finish(world.finished("c-3"), 2).join();
    }
    try (KafkaConnection connection = world.connect()) {
      assertThat(connection.past(world.host).leftovers())
          .containsExactly(new Leftover(new CommandId("c-2"), task, World.NOON));
    }
  }

  @Test
  void aFirstResultThatRetentionRemovedIsAbsent() throws Exception {
    try (KafkaConnection connection = world.connect();
        Admin admin = world.admin()) {
      world.send("c-1");
      pollAll(connection, 1);
      long position = connection.publisher().finish(world.finished("c-1"), 0).join();
      assertThat(connection.firstResults().at(position)).isPresent();
      admin
          .deleteRecords(Map.of(world.results, RecordsToDelete.beforeOffset(position + 1)))
          .all()
          .get();

      assertThat(connection.firstResults().at(position)).isEmpty();
    }
  }

  @Test
  void whenTheGroupsOffsetsHaveExpiredTheResultsTellWhatIsDone() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      world.send("c-0", "c-1", "c-2");
      pollAll(connection, 3);
      connection.publisher().finish(world.finished("c-0"), 0).join();
      connection.publisher().finish(world.finished("c-2"), 2).join();
    }
    try (Admin admin = world.admin()) {
      admin.deleteConsumerGroups(Set.of(Topics.group(world.host))).all().get();
    }
    try (KafkaConnection connection = world.connect()) {
      assertThat(idsFrom(connection, 1)).containsExactly("c-1");
    }
  }

  @Test
  void aCommandTopicMadeAnewIsReadFromItsBeginning() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      world.send("old");
      pollAll(connection, 1);
      connection.publisher().finish(world.finished("old"), 0).join();
    }
    try (Admin admin = world.admin()) {
      admin.deleteTopics(Set.of(world.commands.topic())).all().get();
      World.await(() -> !admin.listTopics().names().get().contains(world.commands.topic()));
    }
    try (KafkaConnection connection = world.connect();
        World again = new World(broker, world.host.text())) {
      again.send("new");
      assertThat(idsFrom(connection, 1)).containsExactly("new");
    }
  }

  @Test
  void aMessageOfFiveMebibytesIsHandedOut() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      world.sendBytes(new byte[5 * 1024 * 1024]);
      world.send("next");
      assertThat(idsFrom(connection, 2)).containsExactly("long", "next");
    }
  }

  @Test
  void aPausedSourceHandsOutNothingUntilItIsResumed() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      world.send("c-1");
      connection.source().want(new Wanted.Control());
      assertThat(connection.source().poll(Duration.ofSeconds(1))).isEmpty();
      connection.source().want(new Wanted.All());
      assertThat(idsFrom(connection, 1)).containsExactly("c-1");
    }
  }

  @Test
  void eventsNobodyWaitsForGoAlongInTheSameTransaction() {
    try (KafkaConnection connection = world.connect()) {
      // Between two calls more time may pass than such events wait.
      assertThat(IntStream.range(0, 20).anyMatch(round -> goTogether(connection, "c-" + round)))
          .isTrue();
    }
  }

  /// Whether they do: a transaction's end takes an offset of its own.
  private boolean goTogether(KafkaConnection connection, String id) {
    connection.publisher().publishSoon(new Event.Accepted(world.header(id)));
    connection.publisher().publishSoon(new Event.Progress(world.header(id), "pulling"));
    long last = connection.publisher().publish(world.started(id, 1)).join();
    assertThat(world.seenResults()).endsWith("accepted " + id, "progress " + id, "started " + id);
    List<ConsumerRecord<byte[], byte[]>> seen = world.seen();
    return seen.get(seen.size() - 3).offset() == last - 2;
  }

  @Test
  void eventsNobodyWaitsForArePublishedWithoutOthers() throws Exception {
    try (KafkaConnection connection = world.connect()) {
      connection.publisher().publishSoon(new Event.Accepted(world.header("c-1")));
      World.await(() -> !world.seenResults().isEmpty());
      assertThat(world.seenResults()).containsExactly("accepted c-1");
    }
  }

  @Test
  void closingPublishesWhatIsLeft() {
    CompletableFuture<Long> answer;
    try (KafkaConnection connection = world.connect()) {
      connection.publisher().publishSoon(new Event.Accepted(world.header("c-1")));
      answer = connection.publisher().finish(world.finished("c-1"), 0);
    }
    assertThat(world.seenResults()).containsExactly("accepted c-1", "finished c-1");
    assertThat(answer).isCompletedWithValue(world.seen().getLast().offset());
  }

  @Test
  void anEventThatTheBrokerRefusesHoldsUpNoOther() {
    try (KafkaConnection connection = world.connect()) {
      CompletableFuture<Long> huge =
          connection
              .publisher()
              .publish(new Event.Progress(world.header("c-1"), "x".repeat(9 * 1024 * 1024)));
      CompletableFuture<Long> answer = connection.publisher().finish(world.finished("c-2"), 0);

      assertThatThrownBy(huge::join).hasCauseInstanceOf(PublishException.class);
      answer.join();
    }
    assertThat(world.seenResults()).containsExactly("finished c-2");
  }

  @Test
  void theLastEventOfARepeatedOrConflictingCommandAlsoEndsItsMessage() throws Exception {
    Failure failure = Failure.of(FailureKind.ID_CONFLICT, "another command came under this id");
    try (KafkaConnection connection = world.connect()) {
      world.send("c-1", "c-1", "c-1");
      pollAll(connection, 3);
      connection.publisher().finish(world.finished("c-1"), 0).join();
      connection
          .publisher()
          .finish(new Event.Duplicate(world.header("c-1"), world.finished("c-1")), 1)
          .join();
      connection.publisher().finish(new Event.Conflict(world.header("c-1"), failure), 2).join();
    }
    try (KafkaConnection connection = world.connect()) {
      assertThat(idsFrom(connection, 0)).isEmpty();
    }
    assertThat(world.seenResults())
        .containsExactly("finished c-1", "duplicate c-1", "conflict c-1");
  }
}
