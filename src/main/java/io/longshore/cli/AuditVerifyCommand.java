package io.longshore.cli;

import io.longshore.audit.Counts;
import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore audit verify`: whether every promise was kept, as far as both topics tell.
@Command(
    name = "verify",
    header = "Prove from the topics that every promise was kept, or name each breach.",
    description = {
      "",
      "Reads the command and the result topics, and checks that each command was answered exactly once, nothing was "
          + "answered that nobody asked, the results of each resource keep the order of its commands, nothing was begun "
          + "after its deadline, and each host's chain of results is whole. Prints a line for each breach, for each host "
          + "(with the head of its chain: whoever keeps it can show later that nothing before was changed), and for all.",
      "",
      "A command whose answer may still come is counted as pending: not one that its worker has marked as done, as far as "
          + "the worker's consumer group can be looked at (--debug tells which cannot). A host of which a topic is not there, or may not be "
          + "read, is named as not verified; of its results the chain is checked all the same. An id that is used anew after "
          + "its host's dedupe window counts as doubled while the result before is still there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore audit verify",
      "  longshore audit verify --hosts 'web*' --patience 0s",
      "  longshore audit verify --head web01=43367097c51f3bfe7d1fca23cfa9d903d175594f379925eb2a239b9b5483d760",
      "  longshore audit verify --json | jq 'select(.kind == \"breach\")'"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.UNAVAILABLE,
    ExitCode.FILE,
    ExitCode.BREACH,
    ExitCode.FAULT
  };

  private static final Predicate<String> DIGEST =
      Pattern.compile("[0-9a-f]{64}").asMatchPredicate();

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Mixin private AuditedHosts audited;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationOption.class,
      defaultValue = "24h",
      description =
          "How long after it was sent, was to begin (notBefore) or was last begun an unanswered command counts as pending "
              + "although its deadline has passed or it has none. Default: ${DEFAULT-VALUE}")
  private Duration patience = Duration.ofDays(1);

  @Option(
      names = "--head",
      paramLabel = "HOST=DIGEST",
      description =
          "A head of that host's chain that was printed and kept: its results must still lead through it. Again for each "
              + "host.")
  private Map<String, String> heads = Map.of();

  @Option(
      names = "--pending",
      description =
          "Also print a line for each message that has no answer yet, and may still have one.")
  private boolean pending;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  AuditVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    VerifyPrinter printer = new VerifyPrinter(specification.commandLine().getOut(), json, pending);
    try (TopicScan scan = new TopicScan(broker.access())) {
      Set<String> topics = scan.topics();
      Collection<HostName> hosts = audited.hosts(topics);
      AuditedHosts.missing(Verification.topics(hosts), topics)
          .ifPresent(told -> specification.commandLine().getErr().println("longshore: " + told));
      Counts counts = verify(scan, printer, answering(hosts, topics), keptHeads(hosts));
      List<HostName> unverified = unverified(hosts, topics);
      printer.total(hosts.size(), counts, unverified);
      return exitCode(counts, unverified).number();
    }
  }

  /// Any other would be accused of leaving everything unanswered.
  private static List<HostName> answering(Collection<HostName> hosts, Set<String> topics) {
    return hosts.stream().filter(host -> topics.contains(Topics.results(host))).toList();
  }

  private static List<HostName> unverified(Collection<HostName> hosts, Set<String> topics) {
    return hosts.stream()
        .filter(host -> !topics.containsAll(Verification.topics(List.of(host))))
        .toList();
  }

  private static ExitCode exitCode(Counts counts, List<HostName> unverified) {
    if (counts.breaches() > 0) {
      return ExitCode.BREACH;
    }
    return unverified.isEmpty() ? ExitCode.SUCCEEDED : ExitCode.UNAVAILABLE;
  }

  private Map<HostName, String> keptHeads(Collection<HostName> hosts) {
    Map<HostName, String> kept = new HashMap<>();
    for (HostName host : hosts) {
      String digest = heads.get(host.text());
      if (digest != null) {
        kept.put(host, digest);
      }
    }
    if (kept.size() < heads.size() || !kept.values().stream().allMatch(DIGEST)) {
      throw new CliException(
          ExitCode.USAGE,
          "--head: expected HOST=DIGEST, a host that is verified and the 64 hexadecimal digits of its head, got "
              + TerminalText.line(heads.toString()));
    }
    return kept;
  }

  private Counts verify(
      TopicScan scan,
      VerifyPrinter printer,
      Collection<HostName> hosts,
      Map<HostName, String> kept) {
    Verification verification = new Verification(scan, printer, hosts, kept);
    try (Progress progress = Progress.of("verify", verification.size())) {
      return verification.run(progress, surroundings.clock().instant(), patience);
    }
  }
}
