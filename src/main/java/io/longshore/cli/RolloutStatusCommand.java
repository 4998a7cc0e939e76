package io.longshore.cli;

import io.longshore.cli.rollout.RolloutReader;
import io.longshore.cli.rollout.Rollouts;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
  private static final Duration POLL = Duration.ofMillis(200);

  private final InstantSource clock;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Parameters(paramLabel = "ROLLOUT", description = "Its name.")
  private String id = "";

  @Option(names = "--json", description = "Print the report as one line of JSON.")
  private boolean json;

  @Option(
      names = "--follow",
      description = "Show what has happened and what happens, until the rollout has ended.")
  private boolean follow;

  RolloutStatusCommand(Surroundings surroundings) {
    this.clock = surroundings.clock();
  }

  @Override
  public Integer call() {
    RolloutId rollout = RolloutRequests.id(id);
    RolloutState state =
        follow ? followed(rollout) : RolloutRequests.state(broker.access(), rollout);
    RolloutReport.print(state, json, specification.commandLine().getOut(), clock.instant());
    return RolloutReport.exitCode(state).number();
  }

  /// Shows what happens until the rollout has ended.
  private RolloutState followed(RolloutId rollout) {
    PrintWriter out = specification.commandLine().getOut();
    PrintWriter errors = specification.commandLine().getErr();
    try (RolloutView view = json ? RolloutView.lines(errors) : RolloutView.of(out, errors, clock);
        RolloutReader reader = new RolloutReader(broker.access(), rollout::equals)) {
      Rollouts read = new Rollouts();
      List<RolloutReader.Entry> entries = reader.toEnd();
      while (true) {
        entries.forEach(entry -> show(read, entry, view));
        RolloutState state =
            read.of(rollout).orElseThrow(() -> RolloutRequests.nonePlanned(rollout));
        if (state.isEnded() || Thread.currentThread().isInterrupted()) {
          return state;
        }
        entries = reader.poll(POLL);
      }
    }
  }

  private static void show(Rollouts read, RolloutReader.Entry entry, RolloutView view) {
    read.read(List.of(entry));
    read.of(entry.rollout()).ifPresent(state -> view.happened(entry.event(), state));
  }
}
