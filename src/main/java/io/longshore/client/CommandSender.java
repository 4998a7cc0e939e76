package io.longshore.client;

import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Sends commands and waits for no answer. For use by any number of threads.
public final class CommandSender implements AutoCloseable {
  private final BrokerAccess access;
  private final Producer<byte[], byte[]> producer;

  /// Connects with the first command.
  public CommandSender(BrokerAccess access) {
    this(access, access.producer());
  }

  CommandSender(BrokerAccess access, Producer<byte[], byte[]> producer) {
    this.access = access;
    this.producer = producer;
  }

  /// Learns where the topics of these hosts are, in fewer requests than sending to each would take.
  void learn(Collection<HostName> hosts) {
    KnownTopics.learn(producer, hosts.stream().map(Topics::commands).toList());
  }

  /// Sends a command, and returns when it is safe with the broker.
  ///
  /// @throws BrokerTroubleException when it is not known to be safe; it may have arrived all the
  ///   same
  public Sent send(Outgoing command) {
    try {
      return begin(command).get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof BrokerTroubleException trouble) {
        throw trouble;
      }
      throw access.trouble(attempt(command), failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException(
          attempt(command) + ": interrupted; it may have arrived all the same", e);
    }
  }

  /// Sends a command in the background. Commands to one host keep their order.
  ///
  /// @return completed when it is safe with the broker, or with a [BrokerTroubleException] when
  ///   that is not known
  /// @throws BrokerTroubleException when it was not sent
  public CompletableFuture<Sent> begin(Outgoing command) {
    CompletableFuture<Sent> sent = new CompletableFuture<>();
    try {
      Future<RecordMetadata> _ =
          producer.send(message(command), (place, failed) -> told(command, sent, place, failed));
    } catch (KafkaException failed) {
      throw access.trouble(attempt(command), failed);
    }
    return sent;
  }

  private void told(
      Outgoing command,
      CompletableFuture<Sent> sent,
      RecordMetadata place,
      @Nullable Exception failed) {
    if (failed == null) {
      sent.complete(sent(command, place));
    } else {
      sent.completeExceptionally(access.trouble(attempt(command), failed));
    }
  }

  private static Sent sent(Outgoing command, RecordMetadata place) {
    return new Sent(command.host(), command.id(), place.topic(), place.partition(), place.offset());
  }

  private static String attempt(Outgoing command) {
    return "cannot send " + command.id() + " to " + command.host();
  }

  private static ProducerRecord<byte[], byte[]> message(Outgoing command) {
    return TopicRecord.of(Topics.commands(command.host()), command.message());
  }

  @Override
  public void close() {
    producer.close(BrokerAccess.PATIENCE);
  }
}
