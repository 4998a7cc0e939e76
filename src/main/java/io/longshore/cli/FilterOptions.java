package io.longshore.cli;

import io.longshore.command.Action;
import io.longshore.event.Outcome;
import java.util.Set;
import picocli.CommandLine.Option;

/// The flags that say which results are meant.
final class FilterOptions {
  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      split = ",",
      converter = Choices.OfOutcomes.class,
      description =
          "Only these: succeeded, failed, rejected, denied, expired, cancelled, superseded.")
  private Set<Outcome> outcomes = Set.of();

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      split = ",",
      converter = Choices.OfActions.class,
      description = "Only these actions.")
  private Set<Action> actions = Set.of();

  @Option(
      names = "--container",
      paramLabel = "NAME",
      split = ",",
      description = "Only commands about these containers.")
  private Set<String> containers = Set.of();

  @Option(
      names = "--issuer",
      paramLabel = "WHO",
      split = ",",
      description = "Only what they asked for.")
  private Set<String> issuers = Set.of();

  @Option(
      names = "--correlation-id",
      paramLabel = "ID",
      split = ",",
      description = "Only what belongs to these: rollouts, tickets.")
  private Set<String> correlationIds = Set.of();

  AuditFilter filter() {
    return new AuditFilter(outcomes, actions, containers, issuers, correlationIds);
  }
}
