package io.longshore.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.cli.text.Results;
import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CommandClientTest {
  private static final HostName HOST = new HostName("web01");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aFaultInReadingAnswersFailsWhatWaitsForOneAndWhatWould() {
    assertFailsWhatWaits(() -> {
      throw new IllegalStateException("a bug");
    });
  }

  @Test
  void anErrorInReadingAnswersFailsWhatWaitsForOneAndWhatWould() {
    assertFailsWhatWaits(() -> {
      throw new StackOverflowError("a bug");
    });
  }

  @Test
  void aClientThatCannotBeMadeLeavesNothingOpen() {
    BrokerAccess unusable =
        new BrokerAccess(
            "127.0.0.1:1",
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "half-made",
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                "-1"));

    assertThatExceptionOfType(BrokerTroubleException.class)
        .isThrownBy(() -> new CommandClient(unusable))
        .withMessageContaining(ConsumerConfig.FETCH_MIN_BYTES_CONFIG);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("half-made"));
  }

  /// Its worker answers the conflict while the command is still carried out, if they are about
  /// different containers.
  @Test
  void ofTwoCommandsUnderOneIdEachGetsItsOwnAnswer() {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(HOST);
    CommandSender sender = new CommandSender(PretendBroker.ACCESS, acknowledging());
    ResultFeed feed = new ResultFeed(PretendBroker.ACCESS, consumer);
    Event.Finished finished = Results.finished(Outcome.SUCCEEDED, 0);
    Event.Header header = finished.header();
    Failure other = Failure.of(FailureKind.ID_CONFLICT, "another command");
    try (CommandClient client = new CommandClient(sender, feed, 3)) {
      Sending first = client.send(restart(header.commandId().text()), HOUR);
      Sending second = client.send(restart(header.commandId().text()), HOUR);
      consumer.schedulePollTask(() -> {
        consumer.addRecord(answer(0, new Event.Conflict(header, other), 1));
        consumer.addRecord(answer(1, finished, 0));
      });

      assertThat(second.answer())
          .succeedsWithin(Duration.ofSeconds(20))
          .isInstanceOf(Answer.Conflict.class);
      assertThat(first.answer())
          .succeedsWithin(Duration.ofSeconds(20))
          .isInstanceOf(Answer.Result.class);
    }
  }

  private static ConsumerRecord<byte[], byte[]> answer(long offset, Event event, long command) {
    ConsumerRecord<byte[], byte[]> record = PretendBroker.result(HOST, offset, event);
    record.headers().add("longshore_offset", Long.toString(command).getBytes(US_ASCII));
    return record;
  }

  private static MockProducer<byte[], byte[]> acknowledging() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Outgoing restart(String id) {
    return CommandBuilder.to(HOST, Action.RESTART_CONTAINER)
        .id(new CommandId(id))
        .parameter("name", "web")
        .build(Instant.EPOCH);
  }

  private static void assertFailsWhatWaits(Runnable fault) {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(HOST);
    CommandSender sender = new CommandSender(PretendBroker.ACCESS, unanswering());
    ResultFeed feed = new ResultFeed(PretendBroker.ACCESS, consumer);
    try (CommandClient client = new CommandClient(sender, feed, 2)) {
      Sending waiting = client.send(restart(), HOUR);
      consumer.schedulePollTask(fault);

      assertFails(waiting);
      assertFails(client.send(restart(), HOUR));
    }
  }

  private static void assertFails(Sending sending) {
    assertThat(sending.answer())
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(BrokerTroubleException.class)
        .withMessageContaining("answers cannot be read any more")
        .withMessageContaining("a bug");
  }

  private static MockProducer<byte[], byte[]> unanswering() {
    return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Outgoing restart() {
    return CommandBuilder.to(HOST, Action.RESTART_CONTAINER)
        .parameter("name", "web")
        .build(Instant.EPOCH);
  }
}
