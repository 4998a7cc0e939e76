package io.longshore.cli;

import io.longshore.cli.text.RolloutText;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerAccess;
import io.longshore.rollout.Before;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Target;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longshore rollout plan`: what would happen.
@Command(
    name = "plan",
    header = "Show the batches, and ask every host what it would change.",
    description = {
      "",
      "Sends every command in check mode, which changes nothing, and shows each host's differences. The exit code is 0 "
          + "only when every host has answered and would succeed, and with `revert: before` can be brought back.",
      ""
    })
final class RolloutPlanCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.REJECTED,
    ExitCode.UNAVAILABLE,
    ExitCode.FAILED,
    ExitCode.FILE,
    ExitCode.NO_ANSWER,
    ExitCode.FAULT
  };

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Parameters(paramLabel = "FILE", description = "The plan (YAML or JSON); - is standard input.")
  private String file = "";

  @Option(names = "--offline", description = "Ask no host; show the batches only.")
  private boolean offline;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = DurationOption.class,
      description = "How long to wait for the hosts. Default: 1m")
  private Duration wait = Duration.ZERO;

  RolloutPlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BrokerAccess access = broker.access();
    RolloutFile read =
        RolloutFile.read(
            file, surroundings.standardInput(), () -> BrokerOptions.knownHosts(access));
    tellBatches(read.plan());
    return offline ? ExitCode.SUCCEEDED.number() : asked(access, read.plan()).number();
  }

  private ExitCode asked(BrokerAccess access, RolloutPlan plan) {
    PrintWriter out = specification.commandLine().getOut();
    ExitCode checked = new RolloutChecks(access, plan, surroundings, out).within(wait);
    if (!plan.reversal().isAsBefore()) {
      return checked;
    }
    List<Before> befores = new RolloutSurvey(access, plan, surroundings, wait).befores();
    befores.forEach(before -> out.println(RolloutText.line(before)));
    out.flush();
    boolean known = befores.stream().allMatch(Before.Known.class::isInstance);
    return known || checked != ExitCode.SUCCEEDED ? checked : ExitCode.FAILED;
  }

  private void tellBatches(RolloutPlan plan) {
    PrintWriter out = specification.commandLine().getOut();
    List<Integer> sizes = plan.batchSizes();
    out.println(
        TerminalText.line(
            "rollout %s: %d hosts in %d batches, at most %d at work at once; may fail: %s%s"
                .formatted(
                    plan.id(),
                    plan.targets().size(),
                    sizes.size(),
                    plan.parallel(),
                    plan.budget(),
                    RolloutText.withoutCanary(plan))));
    int first = 0;
    for (int number = 1; number <= sizes.size(); number++) {
      int size = sizes.get(number - 1);
      String hosts =
          plan.targets().subList(first, first + size).stream()
              .map(Target::host)
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      out.println(
          TerminalText.shortened("batch " + number + ": " + size + " hosts: " + hosts, 200));
      first += size;
    }
    out.flush();
  }
}
