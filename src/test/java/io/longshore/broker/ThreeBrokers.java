package io.longshore.broker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/// A cluster of three brokers in this process that keep three replicas of everything, of which two
/// have to be there.
public final class ThreeBrokers implements AutoCloseable {
  private static final int SIZE = 3;

  private final Path directory;
  private final List<Listener> clients = freePorts();
  private final List<Listener> controllers = freePorts();
  private final List<EmbeddedBroker> brokers;

  private ThreeBrokers(Path directory) throws Exception {
    this.directory = directory;
    String cluster = Uuid.randomUuid().toString();
    for (int node = 0; node < SIZE; node++) {
      ClusterNode.format(directory(node), node, cluster);
    }
    // None is up before most are.
    List<CompletableFuture<EmbeddedBroker>> starting =
        IntStream.range(0, SIZE)
            .mapToObj(node ->
                CompletableFuture.supplyAsync(
                    () -> start(node), Thread.ofPlatform().daemon()::start))
            .toList();
    this.brokers = new ArrayList<>(starting.stream().map(CompletableFuture::join).toList());
  }

  /// Starts the brokers; they serve when this returns.
  ///
  /// @param directory where their logs are
  public static ThreeBrokers start(Path directory) throws Exception {
    return new ThreeBrokers(directory);
  }

  private static List<Listener> freePorts() {
    Listener any = new Listener("127.0.0.1", 0);
    return IntStream.range(0, SIZE).mapToObj(_ -> Ports.resolve(any)).toList();
  }

  private Path directory(int node) {
    return directory.resolve("node-" + node);
  }

  private EmbeddedBroker start(int node) {
    String voters =
        IntStream.range(0, SIZE)
            .mapToObj(each -> each + "@" + controllers.get(each))
            .collect(Collectors.joining(","));
    EmbeddedBroker.Builder builder =
        EmbeddedBroker.builder()
            .directory(directory(node))
            .listen(clients.get(node))
            .setting("node.id", Integer.toString(node))
            .setting("controller.quorum.voters", voters)
            .setting(
                "listeners",
                "CLIENTS0://" + clients.get(node) + ",CONTROLLER://" + controllers.get(node))
            // As one that is killed: it hands nothing over.
            .setting("controlled.shutdown.enable", "false")
            .setting("default.replication.factor", "3")
            .setting("min.insync.replicas", "2")
            .setting("transaction.state.log.min.isr", "2");
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      builder.setting(internal + ".replication.factor", "3");
    }
    return builder.start();
  }

  /// All addresses as a client's `bootstrap.servers` wants them.
  public String bootstrapServers() {
    return clients.stream().map(Listener::toString).collect(Collectors.joining(","));
  }

  /// Which broker leads the one partition of a topic.
  public int leaderOf(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .getFirst()
          .leader()
          .id();
    }
  }

  /// Ends a broker, which tells nobody.
  public void stop(int node) {
    brokers.get(node).close();
  }

  /// Starts one that was ended, with the log that it had.
  public void startAgain(int node) {
    brokers.set(node, start(node));
  }

  @Override
  public void close() {
    List<CompletableFuture<Void>> closing =
        brokers.stream()
            .map(broker ->
                CompletableFuture.runAsync(broker::close, Thread.ofPlatform().daemon()::start))
            .toList();
    closing.forEach(CompletableFuture::join);
  }
}
