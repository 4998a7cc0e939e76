package io.longshore.cli;

import io.longshore.cli.text.RolloutText;
import io.longshore.cli.text.TerminalText;
import io.longshore.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `longshore rollout list`: every rollout that is remembered.
@Command(name = "list", header = "List the rollouts that are remembered, oldest first.")
final class RolloutListCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED, ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.FILE, ExitCode.FAULT
  };

  private final InstantSource clock;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  RolloutListCommand(Surroundings surroundings) {
    this.clock = surroundings.clock();
  }

  @Override
  public Integer call() {
    PrintWriter out = specification.commandLine().getOut();
    Instant now = clock.instant();
    RolloutRequests.read(broker.access(), _ -> true).all().stream()
        .sorted(Comparator.comparing(RolloutState::plannedAt))
        .forEach(state ->
            out.println(
                TerminalText.line(
                    "%s  %s  %s; %s (by %s); %s"
                        .formatted(
                            state.plannedAt(),
                            state.plan().id(),
                            RolloutText.phase(state, now),
                            RolloutText.summary(state),
                            state.by(),
                            RolloutText.lead(state, now)))));
    out.flush();
    return ExitCode.SUCCEEDED.number();
  }
}
