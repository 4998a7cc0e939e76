package io.longshore.kafka;

import io.longshore.command.HostName;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a worker is to speak with Kafka.
///
/// @param bootstrapServers `address:port`, several separated by commas
/// @param clientProperties passed on to every Kafka client: `security.protocol`, `sasl.*`, `ssl.*`,
///   time limits …, and none that the promises rest on, which would win
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
  public KafkaSettings {
    clientProperties = Map.copyOf(clientProperties);
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
