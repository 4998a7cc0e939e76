package io.longshore.client;

import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Sends commands, each safe with the broker before the next.
public final class CommandSender implements AutoCloseable {
  private final BrokerAccess access;
  private final Producer<byte[], byte[]> producer;

  /// Connects with the first command.
  public CommandSender(BrokerAccess access) {
    this.access = access;
    this.producer = access.producer();
  }

  /// Sends a command to a host.
  ///
  /// @param id the command's
  /// @throws BrokerTroubleException when it is not known to be safe; it may have arrived all the
  ///   same
  public Sent send(HostName host, String id, WireMessage message) {
    String attempt = "cannot send " + id + " to " + host;
    try {
      RecordMetadata place = producer.send(message(host, message)).get();
      return new Sent(host, id, place.topic(), place.partition(), place.offset());
    } catch (ExecutionException | KafkaException failed) {
      throw access.trouble(attempt, failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException(
          attempt + ": interrupted; it may have arrived all the same", e);
    }
  }

  private static ProducerRecord<byte[], byte[]> message(HostName host, WireMessage message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.commands(host), bytes(message.key()), message.value());
    message.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(BrokerAccess.PATIENCE);
  }
}
