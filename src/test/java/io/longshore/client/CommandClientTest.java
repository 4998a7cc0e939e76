package io.longshore.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CommandClientTest {
  private static final HostName HOST = new HostName("web01");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aFaultInReadingAnswersFailsWhatWaitsForOneAndWhatWould() {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(HOST);
    CommandSender sender = new CommandSender(PretendBroker.ACCESS, unanswering());
    ResultFeed feed = new ResultFeed(PretendBroker.ACCESS, consumer);
    try (CommandClient client = new CommandClient(sender, feed, 2)) {
      Sending waiting = client.send(restart(), HOUR);
      consumer.schedulePollTask(() -> {
        throw new IllegalStateException("a bug");
      });

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
