package io.longshore.kafka;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import java.util.Optional;

/// The names that schedulers, workers and auditors find each other by.
public final class Topics {
  /// Who works, with which versions and capabilities; compacted, keyed by host.
  public static final String WORKERS = "longshore.workers";

  /// What rollouts have decided; keyed by rollout.
  public static final String ROLLOUTS = "longshore.rollouts";

  private static final String COMMANDS = "longshore.commands.";
  private static final String RESULTS = "longshore.results.";

  private Topics() {}

  /// Where a host's commands are sent.
  public static String commands(HostName host) {
    return COMMANDS + host;
  }

  /// The host whose commands are sent to that topic; empty when it is no such topic.
  public static Optional<HostName> hostOfCommands(String topic) {
    return host(COMMANDS, topic);
  }

  private static Optional<HostName> host(String prefix, String topic) {
    try {
      return topic.startsWith(prefix)
          ? Optional.of(new HostName(topic.substring(prefix.length())))
          : Optional.empty();
    } catch (InvalidValueException nobodysName) {
      return Optional.empty();
    }
  }

  /// The host that answers in that topic; empty when it is no such topic.
  public static Optional<HostName> hostOfResults(String topic) {
    return host(RESULTS, topic);
  }

  /// Where a host answers. A topic for each host, because Kafka grants rights by topic: a stolen
  /// host can forge no other's answers. Readers must pass over what names another host than its
  /// topic does, since nothing keeps anybody from writing that.
  public static String results(HostName host) {
    return RESULTS + host;
  }

  /// A regular expression that matches the result topics of all hosts.
  public static String allResults() {
    return "longshore\\.results\\..+";
  }

  /// The consumer group that holds which commands are done. It never has members: the worker takes
  /// its partition itself.
  public static String group(HostName host) {
    return "longshore-worker-" + host;
  }

  /// What fences the writes of a host's previous worker.
  public static String transactionalId(HostName host) {
    return "longshore-" + host;
  }
}
