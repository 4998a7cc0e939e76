package io.longshore.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One broker of a cluster, in a process of its own: what many hosts cost is more than the
/// descriptors that one process may have. Everything is kept once. `ops/rollout-scale` starts some.
public final class ClusterNode {
  private static final Uuid CLUSTER = new Uuid(1, 1);
  private static final int CONTROLLERS = 100;

  private ClusterNode() {}

  /// Runs until it is killed.
  ///
  /// @param arguments the node's number from 0, how many there are, the port of the first (each has
  ///   the next, and the controller the hundredth after), and a directory
  public static void main(String... arguments) throws Exception {
    int node = Integer.parseInt(arguments[0]);
    String nodes = arguments[1];
    int port = Integer.parseInt(arguments[2]);
    Path directory = Path.of(arguments[3]);
    Files.createDirectories(directory);
    format(directory, node, CLUSTER.toString());
    String controller = "127.0.0.1:" + (port + CONTROLLERS);
    Listener clients = new Listener("127.0.0.1", port + node);
    EmbeddedBroker.Builder builder =
        EmbeddedBroker.builder()
            .directory(directory)
            .listen(clients)
            .setting("node.id", Integer.toString(node))
            .setting("controller.quorum.voters", "0@" + controller)
            // Busy processors are no reason to take a broker's partitions away.
            .setting("broker.session.timeout.ms", "60000")
            .setting("connections.max.idle.ms", "60000");
    if (node == 0) {
      builder.setting("listeners", "CLIENTS0://" + clients + ",CONTROLLER://" + controller);
    } else {
      builder.setting("process.roles", "broker").setting("listeners", "CLIENTS0://" + clients);
    }
    for (String internal : List.of("offsets.topic", "transaction.state.log")) {
      builder.setting(internal + ".num.partitions", nodes);
    }
    EmbeddedBroker broker = builder.start();
    System.out.println("Kafka listens on " + broker.bootstrapServers());
    new CountDownLatch(1).await();
  }

  static void format(Path log, int node, String cluster) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(cluster)
        .setNodeId(node)
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .setMetadataLogDirectory(log.toString())
        .setDirectories(List.of(log.toString()))
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }
}
