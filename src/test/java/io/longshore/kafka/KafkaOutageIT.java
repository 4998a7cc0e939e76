package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.PublishException;
import io.longshore.testhost.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOutageIT {
  private static final HostName HOST = new HostName("outage");

  @Test
  void aBrokerThatRestartsWhileResultsArePublishedLosesAndDoublesNone(@TempDir Path directory)
      throws Exception {
    EmbeddedBroker broker = World.broker(directory, 0);
    int port = broker.listeners().getFirst().port();
    String[] ids = ids(60);
    try (World world = new World(broker, HOST.text())) {
      try (KafkaConnection connection = world.connect()) {
        world.send(ids);
        List<Delivery> deliveries = World.pollAll(connection, ids.length);
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (Delivery delivery : deliveries) {
          String id = World.id(delivery);
          answers.add(
              connection
                  .publisher()
                  .publish(world.started(id, 1))
                  .thenCompose(
                      _ -> connection.publisher().finish(world.finished(id), delivery.offset())));
          if (answers.size() == 20) {
            broker.close();
          } else if (answers.size() == 40) {
            broker = World.broker(directory, port);
          }
          Thread.sleep(10);
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
      }
      assertThat(world.seenResults().stream().filter(result -> result.startsWith("finished")))
          .containsExactlyInAnyOrder(
              List.of(ids).stream().map(id -> "finished " + id).toArray(String[]::new));
      try (KafkaConnection connection = world.connect()) {
        assertThat(World.idsFrom(connection, 0)).isEmpty();
        assertThat(connection.ledger().size()).isEqualTo(ids.length);
      }
    } finally {
      broker.close();
    }
  }

  @Test
  void anOutageIsToldOnceAndItsEndToo(@TempDir Path directory) throws Exception {
    EmbeddedBroker broker = World.broker(directory, 0);
    int port = broker.listeners().getFirst().port();
    try (World world = new World(broker, HOST.text());
        KafkaConnection connection = world.connect()) {
      broker.close();
      CompletableFuture<Long> started = connection.publisher().publish(world.started("c-1", 1));
      World.await(() -> hasTold(connection, world.states, false));
      broker = World.broker(directory, port);
      started.join();
      World.await(() -> hasTold(connection, world.states, true));

      for (BrokerState.Part part : List.of(BrokerState.Part.RESULTS, BrokerState.Part.COMMANDS)) {
        assertThat(world.states)
            .filteredOn(state -> state.part() == part)
            .as(part.name())
            .extracting(state -> state.trouble() == null)
            .containsExactly(false, true);
      }
    } finally {
      broker.close();
    }
  }

  /// As one whose host is stopped, or behind a firewall that drops what it gets: connections open,
  /// and nothing ever comes.
  @Test
  void aBrokerThatTakesConnectionsAndNeverAnswersIsNoticed(@TempDir Path directory)
      throws Exception {
    EmbeddedBroker broker = World.broker(directory, 0);
    int port = broker.listeners().getFirst().port();
    try (World world = new World(broker, HOST.text());
        KafkaConnection connection = world.connect()) {
      broker.close();
      try (ServerSocket _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
        World.await(() -> {
          connection.source().poll(Duration.ofSeconds(1));
          return world.states.stream()
              .anyMatch(
                  state -> state.part() == BrokerState.Part.COMMANDS && state.trouble() != null);
        });
      }
    }
  }

  /// Whether each part has told that all is well, or that it is not; a poll is what tells it.
  private static boolean hasTold(
      KafkaConnection connection, List<BrokerState> states, boolean well) {
    connection.source().poll(Duration.ofSeconds(1));
    return Stream.of(BrokerState.Part.RESULTS, BrokerState.Part.COMMANDS)
        .allMatch(part ->
            states.stream()
                .anyMatch(state -> state.part() == part && (state.trouble() == null) == well));
  }

  /// The broker then fences the very worker it waited for.
  @Test
  void anOutageThatOutlastsATransactionIsNotTakenForAnotherWorker(@TempDir Path directory)
      throws Exception {
    EmbeddedBroker broker = World.broker(directory, 0);
    int port = broker.listeners().getFirst().port();
    Map<String, String> hasty =
        Map.of(
            "transaction.timeout.ms",
            "3000",
            "delivery.timeout.ms",
            "2000",
            "request.timeout.ms",
            "1500");
    KafkaSettings settings =
        new KafkaSettings(broker.bootstrapServers(), hasty, HOST, Retention.DEFAULT, true, 0, null);
    try (World world = new World(broker, HOST.text());
        KafkaConnection connection =
            KafkaConnection.open(settings, world.codec(), world.states::add)) {
      CompletableFuture<Void> flood = CompletableFuture.completedFuture(null);
      for (int i = 0; i < 300; i++) {
        flood =
            CompletableFuture.allOf(
                flood, connection.publisher().publish(world.started("c-" + i, 1)));
        if (i == 150) {
          broker.close();
        }
      }
      Thread.sleep(Duration.ofSeconds(6));
      broker = World.broker(directory, port);
      CompletableFuture<Void> all = flood;

      Throwable end = catchThrowable(all::join);
      if (end != null) {
        assertThat(((PublishException) end.getCause()).fenced()).isFalse();
      }
      assertThat(world.seenResults()).doesNotHaveDuplicates();
      assertThat(end != null || world.seenResults().size() == 300).isTrue();
    } finally {
      broker.close();
    }
  }

  @Test
  void aBrokerThatIsNotThereIsToldWithItsAddressAndWhatToDo() throws Exception {
    List<BrokerState> states = new CopyOnWriteArrayList<>();
    int port = FreePort.onLoopback();

    assertThatThrownBy(() ->
            KafkaConnection.open(settings(port, Duration.ofMillis(100)), codec(), states::add))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .satisfies(
            failure -> assertThat(((BrokerException) failure).hint()).contains("kafka.bootstrap,"));
    assertThat(states).hasSize(1);
  }

  @Test
  void aWorkerThatStartsBeforeItsBrokerWaitsForIt(@TempDir Path directory) throws Exception {
    List<BrokerState> states = new CopyOnWriteArrayList<>();
    int port = FreePort.onLoopback();
    CompletableFuture<KafkaConnection> opening =
        CompletableFuture.supplyAsync(
            () -> KafkaConnection.open(settings(port, null), codec(), states::add),
            Thread.ofPlatform().daemon()::start);
    World.await(() -> !states.isEmpty());
    Thread.sleep(Duration.ofSeconds(1));
    assertThat(states).hasSize(1);
    try (EmbeddedBroker _ = World.broker(directory, port);
        KafkaConnection connection = opening.join()) {
      assertThat(states).extracting(BrokerState::trouble).last().isNull();
      connection.publisher().publishSoon(new Event.Accepted(World.header(HOST, "c-1")));
    }
  }

  private static KafkaSettings settings(int port, Duration patience) {
    return new KafkaSettings(
        "127.0.0.1:" + port, Map.of(), HOST, Retention.DEFAULT, true, 0, patience);
  }

  private static KafkaConnection.Codec codec() {
    return World.codec(HOST);
  }

  private static String[] ids(int count) {
    String[] ids = new String[count];
    for (int i = 0; i < count; i++) {
      ids[i] = "c-" + i;
    }
    return ids;
  }
}
