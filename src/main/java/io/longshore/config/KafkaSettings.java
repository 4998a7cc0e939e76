package io.longshore.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The broker and what the worker expects of it.
///
/// @param bootstrap where to find the cluster, at least one `host:port`
/// @param properties further properties of the clients, as for encryption and authentication
/// @param createTopics whether the worker makes its topics where they are missing
/// @param replicationFactor of topics that the worker makes, 1 to 100; 0: the broker's default
/// @param dedupeWindow how far back a repeated command is known, 1 h to 365 d
public record KafkaSettings(
    List<String> bootstrap,
    ClientProperties properties,
    boolean createTopics,
    int replicationFactor,
    Duration dedupeWindow) {
  /// Properties that the promise of one effect and one answer rests on, and `config.providers`,
  /// whose `${…}` would be a second way to keep secrets out of the file.
  public static final Set<String> RESERVED =
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

  /// The shortest window.
  public static final Duration SHORTEST_WINDOW = Duration.ofHours(1);

  /// The longest window.
  public static final Duration LONGEST_WINDOW = Duration.ofDays(365);

  /// As the end of "expected …".
  static final String NOT_RESERVED = "no such property: the worker sets it itself";

  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[[0-9a-fA-F:.]+(?:%[a-zA-Z0-9._-]+)?]|[a-zA-Z0-9._-]+):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  /// @throws InvalidSettingsException naming every value that breaks a rule
  public KafkaSettings {
    bootstrap = List.copyOf(bootstrap);
    Faults faults =
        new Faults().check(!bootstrap.isEmpty(), "bootstrap", "at least one host:port", "none");
    for (String address : bootstrap) {
      faults.check(
          isAddress(address),
          "bootstrap",
          "addresses of the form host:port",
          "'" + withoutUser(address) + "'");
    }
    for (String name : properties.values().keySet()) {
      faults.check(!RESERVED.contains(name), "properties/" + name, NOT_RESERVED, "one");
    }
    faults
        .within("replicationFactor", replicationFactor, 0, 100)
        .within("dedupeWindow", dedupeWindow, SHORTEST_WINDOW, LONGEST_WINDOW)
        .throwIfAny();
  }

  /// A cluster at an address, all else by default.
  public static KafkaSettings at(String... bootstrap) {
    return new KafkaSettings(
        List.of(bootstrap), ClientProperties.NONE, true, 0, Duration.ofDays(7));
  }

  private static boolean isAddress(String text) {
    Matcher parts = ADDRESS.matcher(text);
    return parts.matches()
        && Integer.parseInt(parts.group(1)) >= 1
        && Integer.parseInt(parts.group(1)) <= LAST_PORT;
  }

  /// Somebody may have written `user:password@host:port`.
  private static String withoutUser(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? address : "***" + address.substring(at);
  }
}
