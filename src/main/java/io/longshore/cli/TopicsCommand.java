package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import io.longshore.config.KafkaSettings;
import io.longshore.kafka.Retention;
import io.longshore.kafka.TopicProvisioner;
import io.longshore.kafka.TopicSpec;
import io.longshore.kafka.TopicState;
import io.longshore.text.DurationText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore topics`: makes or checks topics with an administrator's rights, which workers need
/// not have.
@Command(
    name = "topics",
    customSynopsis = "longshore topics --hosts HOST[,HOST...] [--check] [OPTIONS]",
    header = "Make the topics of hosts, or check them.",
    description = {
      "",
      "Makes the command and result topics of hosts, and those that all share, with the settings that the promises need. "
          + "Topics that are there are not changed: what differs is said.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore topics --hosts web01,web02",
      "  longshore topics --hosts web01 --check",
      "  longshore topics --hosts web01 --dedupe-window 30d"
    })
final class TopicsCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.UNAVAILABLE,
    ExitCode.FAILED,
    ExitCode.FILE,
    ExitCode.FAULT
  };

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--hosts",
      paramLabel = "HOST",
      split = ",",
      required = true,
      converter = HostNames.class,
      description = "The hosts.")
  private List<HostName> hosts = List.of();

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of topics that are made. Default: the broker's own")
  private int replicationFactor;

  @Option(
      names = "--dedupe-window",
      paramLabel = "TIME",
      defaultValue = "7d",
      converter = DurationOption.class,
      description =
          "The hosts' kafka.dedupeWindow, which says how long their topics keep messages (default: 7d).")
  private Duration dedupeWindow = Duration.ZERO;

  @Option(
      names = "--check",
      description = "Make nothing; end with 70 when a topic is missing or differs.")
  private boolean check;

  @Override
  public Integer call() {
    if (replicationFactor < 0 || replicationFactor > Short.MAX_VALUE) {
      throw new CliException(
          ExitCode.USAGE,
          "--replication-factor: expected a number of brokers, or 0 for the broker's own, got "
              + replicationFactor);
    }
    List<TopicSpec> wanted = wanted(hosts, retention());
    try (Admin admin = broker.access().admin()) {
      TopicProvisioner provisioner = new TopicProvisioner(admin, replicationFactor);
      List<TopicState> states = check ? provisioner.check(wanted) : provisioner.provision(wanted);
      PrintWriter out = specification.commandLine().getOut();
      states.forEach(state -> out.println(TerminalText.line(line(state))));
      out.flush();
      boolean fit = states.stream().allMatch(TopicsCommand::isFit);
      return (check && !fit ? ExitCode.FAILED : ExitCode.SUCCEEDED).number();
    }
  }

  private Retention retention() {
    if (dedupeWindow.compareTo(KafkaSettings.SHORTEST_WINDOW) < 0
        || dedupeWindow.compareTo(KafkaSettings.LONGEST_WINDOW) > 0) {
      throw new CliException(
          ExitCode.USAGE,
          "--dedupe-window: expected 1h to 365d, as workers do, got "
              + DurationText.show(dedupeWindow));
    }
    return WorkerSettings.retention(dedupeWindow);
  }

  /// Makes the topics of hosts with the broker's own replication.
  static void provision(BrokerAccess access, List<HostName> hosts) {
    try (Admin admin = access.admin()) {
      new TopicProvisioner(admin, 0).provision(wanted(hosts, Retention.DEFAULT));
    }
  }

  private static List<TopicSpec> wanted(List<HostName> hosts, Retention retention) {
    List<TopicSpec> wanted = new ArrayList<>(TopicSpec.shared());
    hosts.forEach(host -> wanted.addAll(TopicSpec.ofHost(host, retention)));
    return wanted;
  }

  /// One whose settings may not be looked at is taken for fit.
  static boolean isFit(TopicState state) {
    return switch (state) {
      case TopicState.Created _, TopicState.Unseen _ -> true;
      case TopicState.Existing existing -> existing.differences().isEmpty();
      case TopicState.Missing _ -> false;
    };
  }

  static String line(TopicState state) {
    return switch (state) {
      case TopicState.Missing missing -> missing.topic() + ": missing";
      case TopicState.Created created -> created.topic() + ": made";
      case TopicState.Unseen unseen ->
          unseen.topic() + ": there, but its settings may not be looked at: " + unseen.why();
      case TopicState.Existing existing when existing.differences().isEmpty() ->
          existing.topic() + ": there, as it should be";
      case TopicState.Existing existing ->
          existing.topic()
              + ": there, but "
              + String.join("; ", existing.differences().stream().map(Object::toString).toList());
    };
  }
}
