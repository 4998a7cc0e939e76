package io.longshore.cli.rollout;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.KnownTopics;
import io.longshore.client.TopicRecord;
import io.longshore.command.HostName;
import io.longshore.kafka.TopicSpec;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutId;
import io.longshore.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes what was decided, and the commands that belong to it, in transactions of which only the
/// last coordinator's succeed: the transactional id is the rollout. For use by one thread.
public final class RolloutWriter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// After this long a dead coordinator's open transaction is given up by the broker, if nobody
  /// takes over before.
  static final Duration TRANSACTION = Duration.ofMinutes(1);

  /// How long it remembers where a topic is: a host's turn may come late.
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final RolloutId id;
  private final Producer<byte[], byte[]> producer;

  /// Takes over the lead: whatever an earlier coordinator writes from now on is refused.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached or refuses
  public RolloutWriter(BrokerAccess access, RolloutId id) {
    this(id, new KafkaProducer<>(settings(access, id)));
    try {
      producer.initTransactions();
    } catch (KafkaException failed) {
      producer.close(Duration.ZERO);
      throw new BrokerTroubleException(
          "cannot take the lead of the rollout %s at %s: %s"
              .formatted(id, access.bootstrapServers(), failed.getMessage()),
          failed);
    }
  }

  RolloutWriter(RolloutId id, Producer<byte[], byte[]> producer) {
    this.id = id;
    this.producer = producer;
  }

  /// A message with the topic it goes to.
  public record Outgoing(String topic, WireMessage message) {}

  private static Map<String, Object> settings(BrokerAccess access, RolloutId id) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, access.bootstrapServers());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "longshore-rollout-" + id);
    // No host's name has a slash: a worker's id must never be the same.
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "longshore-rollout/" + id);
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION.toMillis()));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, REMEMBERED.toMillis());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.LARGEST_MESSAGE);
    settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.putAll(access.properties());
    return settings;
  }

  /// Gets ready for writing to these topics: without it, the first message to each waits for the
  /// broker on its own.
  public void prepare(Collection<String> topics) {
    KnownTopics.learn(producer, topics);
  }

  /// Writes all of them or none.
  ///
  /// @param messages at least one of which goes to the topic of rollouts
  /// @return where the last of those stands
  /// @throws LostLeadException when somebody else has taken over
  /// @throws ForbiddenHostsException when commands for some hosts may not be written: nothing is
  /// @throws BrokerTroubleException when the broker refuses; whether they are written is not known
  public RecordMetadata write(List<Outgoing> messages) {
    try {
      producer.beginTransaction();
      List<Future<RecordMetadata>> places = new ArrayList<>();
      for (Outgoing outgoing : messages) {
        Future<RecordMetadata> place =
            producer.send(TopicRecord.of(outgoing.topic(), outgoing.message()));
        if (outgoing.topic().equals(Topics.ROLLOUTS)) {
          places.add(place);
        }
      }
      producer.commitTransaction();
      return places.getLast().get();
    } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
      throw lostLead(fenced);
    } catch (KafkaException | ExecutionException failed) {
      throw forbidden(failed).orElseGet(() -> trouble(failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw trouble(interrupted);
    }
  }

  private LostLeadException lostLead(Throwable refusal) {
    return new LostLeadException("another coordinator leads the rollout " + id, refusal);
  }

  /// Commands that may not be written to some hosts must not hold up all others for good.
  private Optional<RuntimeException> forbidden(Exception failed) {
    Set<String> topics = Set.of();
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof TopicAuthorizationException forbidden) {
        topics = forbidden.unauthorizedTopics();
      }
    }
    Set<HostName> hosts =
        topics.stream()
            .flatMap(topic -> Topics.hostOfCommands(topic).stream())
            .collect(Collectors.toSet());
    if (hosts.isEmpty() || hosts.size() < topics.size()) {
      return Optional.empty();
    }
    try {
      producer.abortTransaction();
      return Optional.of(new ForbiddenHostsException(hosts, failed));
    } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
      return Optional.of(lostLead(fenced));
    } catch (KafkaException notAborted) {
      failed.addSuppressed(notAborted);
      return Optional.empty();
    }
  }

  private RuntimeException trouble(Exception failed) {
    Throwable last = failed;
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return lostLead(failed);
      }
      last = cause.getMessage() == null ? last : cause;
    }
    return new BrokerTroubleException(
        "cannot write to the topic %s: %s%s"
            .formatted(
                Topics.ROLLOUTS,
                last.getMessage(),
                last instanceof RecordTooLargeException
                    ? ""
                    : "; run the rollout again, it goes on where it is"),
        failed);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
