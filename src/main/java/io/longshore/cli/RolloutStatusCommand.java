package io.longshore.cli;

import io.longshore.cli.text.RolloutText;
import io.longshore.cli.text.TerminalText;
import io.longshore.rollout.RolloutState;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longshore rollout status`: what is so with one rollout, host by host.
@Command(
    name = "status",
    header = "Show where a rollout stands, and what became of every host.",
    description = {
      "",
      "Of a rollout that has ended the exit code is that of its run, so that a script can ask later; of one that has not "
          + "it is 75.",
      ""
    })
final class RolloutStatusCommand implements Callable<Integer> {
  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Parameters(paramLabel = "ROLLOUT", description = "Its name.")
  private String id = "";

  @Option(names = "--json", description = "Print the report as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    RolloutState state = RolloutRequests.state(broker.access(), RolloutRequests.id(id));
    PrintWriter out = specification.commandLine().getOut();
    if (json) {
      out.println(TerminalText.json(RolloutReport.json(state)));
    } else {
      RolloutText.report(state).forEach(out::println);
    }
    out.flush();
    return RolloutReport.exitCode(state).number();
  }
}
