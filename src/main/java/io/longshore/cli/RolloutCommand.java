package io.longshore.cli;

import io.longshore.rollout.RolloutEvent.Request;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `longshore rollout`: a change over many hosts.
@Command(
    name = "rollout",
    header = "Take a change over many hosts, in batches, with a budget of failures.",
    description = {
      "",
      "A host that says nothing in time has failed. The rollout stops when more hosts fail than may, and succeeds only "
          + "when every host is as asked for.",
      ""
    },
    footer = {
      "",
      "A plan (schemas/rollout.schema.json tells all of it):",
      "  rollout: web-2",
      "  targets: {pattern: 'web*'}",
      "  commands:",
      "    - action: start_container",
      "      parameters: {name: web, image: 'registry:5000/web:2'}",
      "  batches: [1, '10%%', '100%%']",
      "  parallel: 10",
      "  maxFailPercentage: 5",
      "  pauses: [{afterBatch: 1}]",
      "  gate: {container: web, for: 30s}",
      "  onBreach: revert",
      "  revert: before",
      "  deadlines: {host: 15m, whole: 7d}",
      "",
      "The whole deadline, a day unless given, counts pauses and closed windows, too; when it passes, onBreach decides.",
      "Before: each container is made again from the command that it was made from, which is found and proven on every "
          + "host before anything is begun; or revert: is a list of commands."
    })
final class RolloutCommand implements Runnable {
  @Spec private CommandSpec specification;

  /// With its verbs.
  static CommandLine in(Surroundings surroundings) {
    CommandLine rollout = new CommandLine(new RolloutCommand());
    CommandLines.add(rollout, new RolloutPlanCommand(surroundings), RolloutPlanCommand.EXIT_CODES);
    CommandLines.add(rollout, new RolloutRunCommand(surroundings), RolloutRunCommand.EXIT_CODES);
    CommandLines.add(rollout, new RolloutStatusCommand(surroundings), RolloutRunCommand.EXIT_CODES);
    for (Request request : Request.values()) {
      CommandLine ask = new CommandLine(new RolloutAskCommand(surroundings, request));
      ask.setCommandName(request.name().toLowerCase(Locale.ROOT));
      ask.getCommandSpec().usageMessage().header(RolloutAskCommand.header(request));
      CommandLines.add(rollout, ask, RolloutAskCommand.EXIT_CODES);
    }
    CommandLines.add(rollout, new RolloutListCommand(surroundings), RolloutListCommand.EXIT_CODES);
    return rollout;
  }

  @Override
  public void run() {
    specification.commandLine().usage(specification.commandLine().getOut());
  }
}
