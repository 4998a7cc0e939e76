package io.longshore.cli;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.broker.Listener;
import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore broker`: a Kafka broker to try things out with.
@Command(
    name = "broker",
    header = "Run a Kafka broker to try things out with.",
    description = {
      "",
      "A real Kafka broker (one node, KRaft) in this process, without encryption or login. It runs until Ctrl-C. For a "
          + "fleet, use a cluster of your own.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore broker --hosts web01,web02",
      "  longshore broker --listen 127.0.0.1:9092 --listen 10.0.0.1:9092 --data /var/lib/longshore-broker"
    })
final class BrokerCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED, ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.FAULT
  };

  private static final String DEFAULT_ADDRESS = "127.0.0.1:9092";

  @Spec private CommandSpec specification;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      defaultValue = DEFAULT_ADDRESS,
      converter = Addresses.class,
      description =
          "Where to listen; may be repeated. Port 0 picks a free one. Default: ${DEFAULT-VALUE}")
  private List<Listener> listeners = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep messages there. Default: a temporary directory, deleted at the end")
  private @Nullable Path data;

  @Option(
      names = "--hosts",
      paramLabel = "HOST",
      split = ",",
      converter = HostNames.class,
      description = "Make the topics of these hosts.")
  private List<HostName> hosts = List.of();

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch signal = new CountDownLatch(1);
    try (Ending ending = Ending.listening(signal::countDown)) {
      runUntil(signal);
      return ending.ended(ExitCode.SUCCEEDED.number());
    }
  }

  private void runUntil(CountDownLatch signal) throws InterruptedException {
    try (EmbeddedBroker broker = start()) {
      if (!hosts.isEmpty()) {
        TopicsCommand.provision(new BrokerAccess(broker.bootstrapServers(), Map.of()), hosts);
      }
      tell(broker);
      signal.await();
    }
  }

  private EmbeddedBroker start() {
    EmbeddedBroker.Builder builder = EmbeddedBroker.builder();
    listeners.forEach(listener -> builder.listen(listener.address(), listener.port()));
    if (data != null) {
      builder.directory(data);
    }
    return builder.start();
  }

  private void tell(EmbeddedBroker broker) {
    PrintWriter out = specification.commandLine().getOut();
    String kept = data == null ? ", deleted at the end" : "";
    out.printf(
        "Kafka listens on %s. Messages are in %s%s.%n",
        broker.bootstrapServers(), broker.directory(), kept);
    if (!hosts.isEmpty()) {
      String names = hosts.stream().map(HostName::text).collect(Collectors.joining(", "));
      out.printf("Topics are there for %s.%n", names);
    }
    tellNext(broker.listeners().getFirst().toString(), out);
    out.println("Ctrl-C ends the broker.");
    out.flush();
  }

  private void tellNext(String address, PrintWriter out) {
    String host = hosts.isEmpty() ? "HOST" : hosts.getFirst().text();
    String bootstrap = address.equals(DEFAULT_ADDRESS) ? "" : " --bootstrap " + address;
    out.println("Next, in other terminals:");
    out.printf(
        "  longshore worker --config FILE   (with host: %s and kafka.bootstrap: [%s])%n",
        host, address);
    out.printf("  longshore send%s --host %s create_volume --name try --wait%n", bootstrap, host);
    out.printf("  longshore audit%s --follow%n", bootstrap);
  }
}
