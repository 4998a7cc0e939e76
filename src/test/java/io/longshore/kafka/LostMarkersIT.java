package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.CommandId;
import io.longshore.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A broker that is started again after a crash may take a partition that has no leader yet for a
/// deleted one, and so end a transaction without marking its end there.
class LostMarkersIT {
  /// The whole transaction's, or only that of the position in it.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWorkerGoesOnFromATransactionWhoseEndTheBrokerHasLost(boolean whole, @TempDir Path directory)
      throws Exception {
    EmbeddedBroker broker = World.broker(directory, 0);
    int port = broker.listeners().getFirst().port();
    List<String> seen = whole ? List.of("finished a", "progress a") : List.of("finished a");
    try (World world = new World(broker, "markers")) {
      try (KafkaConnection connection = world.connect()) {
        world.send("a", "b");
        assertThat(World.idsFrom(connection, 2)).containsExactly("a", "b");
        connection.publisher().finish(world.finished("a"), 0).join();
        assertThat(world.seenResults()).containsExactly("finished a");
      }
      broker.close();
      if (whole) {
        loseTheLastEnd(directory, world.results.topic() + "-0");
      }
      loseTheLastEnd(directory, "__consumer_offsets-0");
      broker = World.broker(directory, port);

      try (KafkaConnection connection = world.connect()) {
        assertThat(world.seenResults()).isEqualTo(seen);
        assertThat(connection.ledger().stateOf(new CommandId("a")))
            .isInstanceOf(Ledger.State.Answered.class);
        assertThat(World.idsFrom(connection, 1)).containsExactly("b");
        connection.publisher().finish(world.finished("b"), 1).join();
      }
      assertThat(world.seenResults()).startsWith("finished a").endsWith("finished b");
      try (KafkaConnection connection = world.connect()) {
        assertThat(World.idsFrom(connection, 0)).isEmpty();
      }
    } finally {
      broker.close();
    }
  }

  private static void loseTheLastEnd(Path directory, String partition) throws IOException {
    Path log = directory.resolve(partition).resolve("00000000000000000000.log");
    try (FileRecords records = FileRecords.open(log.toFile(), true)) {
      FileChannelRecordBatch last = null;
      for (FileChannelRecordBatch batch : records.batches()) {
        last = batch;
      }
      assertThat(last).as(partition).isNotNull();
      assertThat(last.isControlBatch()).as(partition).isTrue();
      records.truncateTo(last.position());
    }
    forgetWhatIsKnownOfTheLog(directory, partition);
  }

  /// As after a crash: it is read anew.
  private static void forgetWhatIsKnownOfTheLog(Path directory, String partition)
      throws IOException {
    List<String> known = List.of(".index", ".timeindex", ".txnindex", ".snapshot");
    try (Stream<Path> files = Files.list(directory.resolve(partition))) {
      for (Path file : files.toList()) {
        if (known.stream().anyMatch(file.toString()::endsWith)) {
          Files.delete(file);
        }
      }
    }
    Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
    Files.deleteIfExists(directory.resolve("recovery-point-offset-checkpoint"));
  }
}
