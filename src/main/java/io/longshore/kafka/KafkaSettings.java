package io.longshore.kafka;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a worker is to speak with Kafka.
///
/// @param bootstrapServers `address:port`, several separated by commas
/// @param clientProperties passed on to every Kafka client: `security.protocol`, `sasl.*`, `ssl.*`,
///   time limits …
/// @param host whose topics
/// @param retention how long is remembered, and how long topics made by this worker keep messages
/// @param createTopics whether the host's two topics are made when they are missing
/// @param replicationFactor of topics that are made; 0: the broker's default
/// @param patience how long to wait for a broker before giving up; null: for ever
public record KafkaSettings(
    String bootstrapServers,
    Map<String, String> clientProperties,
    HostName host,
    Retention retention,
    boolean createTopics,
    int replicationFactor,
    @Nullable Duration patience) {

  /// What the promises rest on.
  private static final Set<String> NOT_TO_BE_SET =
      Set.of(
          "acks",
          "allow.auto.create.topics",
          "auto.offset.reset",
          "bootstrap.servers",
          "config.providers",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "group.instance.id",
          "group.protocol",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "max.in.flight.requests.per.connection",
          "partition.assignment.strategy",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  /// @throws InvalidValueException when a client property is one that Longshore has to set itself
  public KafkaSettings {
    clientProperties = Map.copyOf(clientProperties);
    Set<String> refused = new TreeSet<>(clientProperties.keySet());
    refused.retainAll(NOT_TO_BE_SET);
    if (!refused.isEmpty()) {
      throw new InvalidValueException(
          "only client properties that Longshore does not set itself", String.join(", ", refused));
    }
  }

  /// Settings for a broker without encryption, with everything else as it comes.
  public static KafkaSettings plain(String bootstrapServers, HostName host) {
    return new KafkaSettings(bootstrapServers, Map.of(), host, Retention.DEFAULT, true, 0, null);
  }

  /// Without the properties, which hold passwords.
  @Override
  public String toString() {
    return "KafkaSettings[" + bootstrapServers + ", host=" + host + "]";
  }
}
