package io.longshore.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What Kafka is told for a small single node that is broker and controller in one.
final class BrokerSettings {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final int MEBIBYTE = 1024 * 1024;

  private BrokerSettings() {}

  /// @param listeners with their real ports, at least one
  /// @param controller where broker and controller speak to each other
  /// @param extra what overrides the settings here
  static Properties of(
      Path directory, List<Listener> listeners, Listener controller, Map<String, String> extra) {
    Properties settings = new Properties();
    identity(settings, directory);
    addresses(settings, listeners, controller);
    singleNode(settings);
    smallFootprint(settings);
    settings.putAll(extra);
    return settings;
  }

  private static void identity(Properties settings, Path directory) {
    settings.setProperty("node.id", Integer.toString(NODE));
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("log.dirs", directory.toString());
  }

  private static void addresses(
      Properties settings, List<Listener> listeners, Listener controller) {
    String forClients =
        IntStream.range(0, listeners.size())
            .mapToObj(i -> name(i) + "://" + listeners.get(i))
            .collect(Collectors.joining(","));
    String advertised =
        IntStream.range(0, listeners.size())
            .mapToObj(i -> name(i) + "://" + listeners.get(i).wayBack())
            .collect(Collectors.joining(","));
    String protocols =
        IntStream.range(0, listeners.size())
            .mapToObj(i -> name(i) + ":PLAINTEXT")
            .collect(Collectors.joining(",", CONTROLLER + ":PLAINTEXT,", ""));
    settings.setProperty("listeners", forClients + "," + CONTROLLER + "://" + controller);
    settings.setProperty("advertised.listeners", advertised);
    settings.setProperty("listener.security.protocol.map", protocols);
    settings.setProperty("inter.broker.listener.name", name(0));
    settings.setProperty("controller.listener.names", CONTROLLER);
    settings.setProperty("controller.quorum.voters", NODE + "@" + controller);
  }

  private static String name(int index) {
    return "CLIENTS" + index;
  }

  private static void singleNode(Properties settings) {
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.setProperty(internal + ".replication.factor", "1");
      settings.setProperty(internal + ".num.partitions", "1");
    }
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("min.insync.replicas", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("message.max.bytes", Integer.toString(10 * MEBIBYTE));
    // Each host has one: who finds none left, as a coordinator may, is told of all its partitions
    // in each answer.
    settings.setProperty("max.incremental.fetch.session.cache.slots", "10000");
    // A broker that was killed may come back only once its last session has ended.
    settings.setProperty("broker.session.timeout.ms", "4000");
    settings.setProperty("broker.heartbeat.interval.ms", "1000");
    settings.setProperty("replica.fetch.max.bytes", Integer.toString(10 * MEBIBYTE));
  }

  private static void smallFootprint(Properties settings) {
    settings.setProperty("num.network.threads", "1");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("background.threads", "2");
    settings.setProperty("num.recovery.threads.per.data.dir", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 * MEBIBYTE));
    settings.setProperty("offsets.topic.segment.bytes", Integer.toString(8 * MEBIBYTE));
    settings.setProperty("transaction.state.log.segment.bytes", Integer.toString(8 * MEBIBYTE));
    settings.setProperty("metric.reporters", "");
  }
}
