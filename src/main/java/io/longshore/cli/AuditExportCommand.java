package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.kafka.Topics;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `longshore audit export`: results in the forms of others.
@Command(
    name = "export",
    header = "Write results in a form that others read, one JSON object a line.",
    description = {
      "",
      "cadf: DMTF's Cloud Auditing Data Federation 1.0, as OpenStack's services write it (events of type activity, of what "
          + "the policy denied control).",
      "ocsf: the Open Cybersecurity Schema Framework 1.3, class Application Lifecycle (6002), profile host.",
      "",
      "Output of containers and a command's parameters are in neither.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore audit export --format cadf --since 1d > results.jsonl",
      "  longshore audit export --format ocsf --hosts 'web*' --outcome failed,denied"
    })
final class AuditExportCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED, ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.FILE, ExitCode.FAULT
  };

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Mixin private AuditedHosts audited;

  @Mixin private FilterOptions filters;

  @Option(names = "--format", required = true, paramLabel = "FORM", description = "cadf or ocsf.")
  private Format format = Format.CADF;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = DurationOption.class,
      defaultValue = "24h",
      description = "How far back, such as 2h or 7d. Default: ${DEFAULT-VALUE}")
  private Duration since = Duration.ofDays(1);

  /// In whose form.
  enum Format {
    CADF,
    OCSF;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  AuditExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PrintWriter out = specification.commandLine().getOut();
    PrintWriter lines = new PrintWriter(new BufferedWriter(out));
    try (TopicScan scan = new TopicScan(broker.access())) {
      AuditScan results =
          new AuditScan(scan, filters.filter(), (finished, _) -> lines.println(line(finished)));
      Set<String> topics = scan.topics();
      Collection<HostName> hosts = audited.hosts(topics);
      AuditedHosts.missing(hosts.stream().map(Topics::results).toList(), topics)
          .ifPresent(this::tell);
      results.read(hosts, surroundings.clock().instant().minus(since), () -> !out.checkError());
      lines.flush();
      AuditedHosts.passedOver(results.unreadable()).ifPresent(this::tell);
      if (out.checkError()) {
        throw new CliException(ExitCode.FILE, AuditedHosts.CUT_SHORT);
      }
      return ExitCode.SUCCEEDED.number();
    }
  }

  private void tell(String sentence) {
    specification.commandLine().getErr().println("longshore: " + sentence);
  }

  private String line(Event.Finished finished) {
    ObjectNode event =
        switch (format) {
          case CADF -> CadfEvents.of(finished);
          case OCSF -> OcsfEvents.of(finished);
        };
    return TerminalText.json(MAPPER.writeValueAsString(event));
  }
}
