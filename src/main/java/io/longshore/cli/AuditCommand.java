package io.longshore.cli;

import io.longshore.client.ResultFeed;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore audit`: the results of all hosts, or of some.
@Command(
    name = "audit",
    header = "Show what commands came to, on all hosts or some, so far or live.",
    description = {
      "",
      "Reads the result topics, and shows the one result that ended each command: in order for each host, hosts as they "
          + "come. Memory does not grow with the number of results.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore audit --since 2h --outcome failed --outcome rejected",
      "  longshore audit --host web01 --container nova_api --limit 20",
      "  longshore audit --follow",
      "  longshore audit --since 7d --json | jq -r 'select(.changed and (.checkMode | not)) | [.at, .host, .resource] | @tsv'"
    })
final class AuditCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED, ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.FILE, ExitCode.FAULT
  };

  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration REFRESH = Duration.ofSeconds(10);

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Mixin private AuditedHosts audited;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How far back, such as 2h or 7d. Default: 24h; with --follow: from now on")
  private @Nullable Duration since;

  @Mixin private FilterOptions filters;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Of those so far only the newest N, by time; N are held in memory.")
  private int limit;

  @Option(names = "--follow", description = "Go on with new results until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table, json (each result as published, on a line) or csv. Default: table")
  private AuditOutput output = AuditOutput.TABLE;

  @Option(names = "--json", description = "The same as --output json.")
  private boolean json;

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new CliException(ExitCode.USAGE, "--limit: expected a number of results, got " + limit);
    }
    AuditPrinter printer =
        new AuditPrinter(
            specification.commandLine().getOut(), json ? AuditOutput.JSON : output, limit);
    AuditFilter filter = filters.filter();
    AuditedHosts.passedOver(follow ? follow(filter, printer) : show(filter, printer))
        .ifPresent(this::tell);
    if (printer.isClosed() && !follow) {
      throw new CliException(ExitCode.FILE, AuditedHosts.CUT_SHORT);
    }
    return ExitCode.SUCCEEDED.number();
  }

  /// How many messages were passed over.
  private long show(AuditFilter filter, AuditPrinter printer) {
    try (TopicScan scan = new TopicScan(broker.access())) {
      Set<String> topics = scan.topics();
      Collection<HostName> hosts = audited.hosts(topics);
      AuditedHosts.missing(hosts.stream().map(Topics::results).toList(), topics)
          .ifPresent(this::tell);
      AuditScan results = new AuditScan(scan, filter, printer::show);
      Instant since = start();
      printer.begin();
      results.read(hosts, since, () -> !printer.isClosed());
      printer.endOfStored();
      if (printer.shown() == 0) {
        tell(
            "no result since "
                + since.truncatedTo(ChronoUnit.SECONDS)
                + " is as asked for; --since looks further back");
      }
      return results.unreadable();
    }
  }

  private long follow(AuditFilter filter, AuditPrinter printer) {
    try (ResultFeed feed = new ResultFeed(broker.access())) {
      AuditRun run = new AuditRun(feed, new NamedHosts()::now, start(), filter, printer);
      run.showSoFar();
      run.follow(REFRESH, this::tell);
      return feed.unreadable();
    }
  }

  /// Those that a pattern means, also when they come later.
  private final class NamedHosts {
    private List<HostName> last = List.of();

    /// Empty: all.
    List<HostName> now() {
      if (audited.given()) {
        try (TopicScan scan = new TopicScan(broker.access())) {
          last = List.copyOf(audited.hosts(scan.topics()));
        } catch (CliException noneIsLeft) {
          if (last.isEmpty()) {
            throw noneIsLeft;
          }
        }
      }
      return last;
    }
  }

  private Instant start() {
    Duration back = since == null ? (follow ? Duration.ZERO : A_DAY) : since;
    return surroundings.clock().instant().minus(back);
  }

  private void tell(String sentence) {
    specification.commandLine().getErr().println("longshore: " + sentence);
  }
}
