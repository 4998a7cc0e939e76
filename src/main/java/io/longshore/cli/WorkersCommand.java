package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore workers`: what each host's worker said last of itself.
@Command(
    name = "workers",
    header = "Show how the workers of hosts are.",
    description = {
      "",
      "Shows what each host's worker said last of itself in longshore.workers: a worker speaks every half minute, and when "
          + "its state changes. overdue: it should have spoken again and has not. unheard: the host has topics, and no worker has "
          + "ever spoken. Ends with 70 unless every worker that is asked for is ready, with --unwell and without.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore workers",
      "  longshore workers --hosts 'compute*' --unwell",
      "  longshore workers --json"
    })
final class WorkersCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.UNAVAILABLE,
    ExitCode.FAILED,
    ExitCode.FILE,
    ExitCode.FAULT
  };

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Mixin private AuditedHosts chosen;

  @Option(
      names = "--unwell",
      description = "Only those that are not ready, overdue or never heard.")
  private boolean unwell;

  @Option(
      names = "--json",
      description = "Print each worker's last message as published, one JSON object a line.")
  private boolean json;

  WorkersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Ends with 70 unless every worker is ready.
  @Override
  public Integer call() {
    Instant now = surroundings.clock().instant();
    PrintWriter out = specification.commandLine().getOut();
    boolean allWell = true;
    try (TopicScan scan = new TopicScan(broker.access())) {
      Set<String> topics = scan.topics();
      Collection<HostName> hosts = chosen.hosts(topics);
      AuditedHosts.missing(List.of(Topics.WORKERS), topics)
          .ifPresent(told -> specification.commandLine().getErr().println("longshore: " + told));
      Map<HostName, WorkerSaid> said = said(scan);
      for (HostName host : hosts) {
        WorkerSaid last = said.getOrDefault(host, WorkerSaid.nothing(host));
        allWell &= last.isWell(now);
        if (!unwell || !last.isWell(now)) {
          out.println(json ? TerminalText.json(last.json()) : TerminalText.line(last.line(now)));
        }
      }
    }
    out.flush();
    return (allWell ? ExitCode.SUCCEEDED : ExitCode.FAILED).number();
  }

  private static Map<HostName, WorkerSaid> said(TopicScan scan) {
    Map<HostName, WorkerSaid> said = new HashMap<>();
    scan.read(scan.stretchesOf(Topics.WORKERS), record -> take(record, said));
    return said;
  }

  /// Those of a host stand in one partition, in order.
  private static void take(ConsumerRecord<byte[], byte[]> record, Map<HostName, WorkerSaid> said) {
    if (record.value() != null) {
      WorkerSaid.read(record.value()).ifPresent(last -> said.put(last.host(), last));
    } else if (record.key() != null) {
      String retired = new String(record.key(), StandardCharsets.UTF_8);
      said.keySet().removeIf(host -> host.text().equals(retired));
    }
  }
}
