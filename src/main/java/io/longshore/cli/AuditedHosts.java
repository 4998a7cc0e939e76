package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import io.longshore.inventory.HostPattern;
import io.longshore.inventory.Inventory;
import io.longshore.inventory.InventoryException;
import io.longshore.kafka.Topics;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flag that says which hosts' topics are meant.
final class AuditedHosts {
  /// What an audit says whose reader has gone, or whose file system is full.
  static final String CUT_SHORT =
      "the output could not be written to its end: what was written is not all";

  private static final String HOSTS = "--hosts";

  @Option(
      names = {HOSTS, "--host"},
      paramLabel = "PATTERN",
      description =
          "Only these hosts: names and wildcards as in Ansible (web01,web02; 'web*:!web07'). Default: all that have topics "
              + "on the broker")
  private @Nullable String pattern;

  /// Whether the flag says anything.
  boolean given() {
    return pattern != null;
  }

  /// The hosts that are meant, of those that have a topic on the broker, by name.
  ///
  /// @param topics all that may be read
  /// @throws CliException when there is none
  Collection<HostName> hosts(Set<String> topics) {
    List<HostName> known =
        topics.stream()
            .flatMap(topic ->
                Stream.concat(
                    Topics.hostOfCommands(topic).stream(), Topics.hostOfResults(topic).stream()))
            .distinct()
            .sorted(Comparator.comparing(HostName::text))
            .toList();
    if (known.isEmpty()) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "the broker has no topic of any host (longshore.commands.<host>); start a worker, or name another broker"
              + " (--bootstrap)");
    }
    return pattern == null ? known : matching(pattern, known);
  }

  /// A sentence about topics that are not there, or may not be read; empty when all may be.
  ///
  /// @param topics all that may be read
  static Optional<String> missing(List<String> wanted, Set<String> topics) {
    List<String> missing = wanted.stream().filter(topic -> !topics.contains(topic)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "there is no topic %s%s, or it may not be read: make what is missing with longshore topics --hosts HOST"
                .formatted(
                    missing.getFirst(),
                    missing.size() == 1 ? "" : ", nor " + (missing.size() - 1) + " more"));
  }

  /// A sentence about messages that are no results; empty when there are none.
  static Optional<String> passedOver(long unreadable) {
    return unreadable == 0
        ? Optional.empty()
        : Optional.of(
            "passed over "
                + unreadable
                + " messages that are no events known to this version, or of another host than their topic");
  }

  private static Collection<HostName> matching(String pattern, List<HostName> known) {
    try {
      return HostPattern.of(pattern).in(Inventory.of(known));
    } catch (InventoryException refused) {
      throw new CliException(
          ExitCode.USAGE,
          HOSTS
              + ": "
              + TerminalText.line(refused.getMessage())
              + "; known are the hosts that have a topic on the broker",
          refused);
    }
  }
}
