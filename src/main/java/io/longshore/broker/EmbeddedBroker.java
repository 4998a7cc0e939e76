package io.longshore.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// A running Kafka broker in this process: one node in KRaft mode, without encryption or
/// authentication, so not for addresses that strangers can reach.
///
/// Kafka ends the whole process when a log cannot be written any more (a full disk); that is
/// Kafka's choice.
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final List<Listener> listeners;
  private final LogDirectory directory;
  private boolean closed;

  private EmbeddedBroker(KafkaRaftServer server, List<Listener> listeners, LogDirectory directory) {
    this.server = server;
    this.listeners = listeners;
    this.directory = directory;
  }

  /// A broker to be. As it stands it listens on a free port of 127.0.0.1 and leaves nothing behind.
  public static Builder builder() {
    return new Builder();
  }

  /// The addresses with their real ports, in the order in which they were asked for.
  public List<Listener> listeners() {
    return listeners;
  }

  /// All addresses as a client's `bootstrap.servers` wants them; a client in another network takes
  /// the one that leads there.
  public String bootstrapServers() {
    return listeners.stream().map(Listener::toString).collect(Collectors.joining(","));
  }

  /// Where its log is.
  public Path directory() {
    return directory.path();
  }

  /// Stops the broker, and deletes its directory unless one was given.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
      directory.release();
    }
  }

  /// How the broker is to be.
  public static final class Builder {
    private final List<Listener> wanted = new ArrayList<>();
    private final Map<String, String> extra = new HashMap<>();
    private @Nullable Path directory;

    private Builder() {}

    /// Keeps the log in a directory and goes on from what is there, instead of in one of its own
    /// that is deleted.
    public Builder directory(Path kept) {
      directory = kept;
      return this;
    }

    /// Listens on an address; once for each. Clients that come by one are sent back to the same
    /// one.
    ///
    /// @param port 0 picks a free one
    public Builder listen(String address, int port) {
      return listen(new Listener(address, port));
    }

    /// Listens on an address; once for each.
    public Builder listen(Listener listener) {
      wanted.add(listener);
      return this;
    }

    /// Overrides one of Kafka's own broker settings.
    public Builder setting(String name, String value) {
      extra.put(name, value);
      return this;
    }

    /// Starts the broker; it serves when this returns.
    ///
    /// @throws BrokerStartException when an address is taken or not this machine's, the directory
    ///   cannot be written or is in use, or Kafka refuses a setting
    public EmbeddedBroker start() {
      Listener loopback = new Listener("127.0.0.1", 0);
      List<Listener> listeners = Ports.resolve(wanted.isEmpty() ? List.of(loopback) : wanted);
      Listener controller = Ports.resolve(loopback);
      LogDirectory held = LogDirectory.acquire(directory);
      try {
        KafkaConfig config =
            KafkaConfig.fromProps(
                BrokerSettings.of(held.path(), listeners, controller, extra), false);
        format(held);
        return new EmbeddedBroker(startServer(config), listeners, held);
      } catch (Exception e) {
        held.release();
        throw new BrokerStartException(
            "Kafka's broker does not start: " + e.getMessage(),
            "Kafka's own log lines above say more; a directory of another Kafka version or node needs to be replaced.",
            e);
      }
    }

    private static KafkaRaftServer startServer(KafkaConfig config) {
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      try {
        server.startup();
        return server;
      } catch (RuntimeException e) {
        server.shutdown();
        throw e;
      }
    }

    private static void format(LogDirectory held) throws Exception {
      if (!held.isFormatted()) {
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(BrokerSettings.NODE)
            .setControllerListenerName(BrokerSettings.CONTROLLER)
            .setMetadataLogDirectory(held.path().toString())
            .setDirectories(List.of(held.path().toString()))
            .setReleaseVersion(MetadataVersion.latestProduction())
            .run();
      }
    }
  }
}
