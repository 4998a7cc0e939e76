package io.longshore.plan;

import io.longshore.command.Command;
import io.longshore.event.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Plans what makes a container exist as specified and run.
final class StartPlanner {
  private static final String CONFIG_STRATEGY = "KOLLA_CONFIG_STRATEGY";

  private final PlanOptions options;
  private final StopPlanner stops;
  private final Launch launch;
  private final ReplacementPlanner replacements;

  StartPlanner(PlanOptions options, StopPlanner stops) {
    this.options = options;
    this.stops = stops;
    this.launch = new Launch(options, stops);
    this.replacements = new ReplacementPlanner(options, stops, launch);
  }

  Plan start(Command.StartContainer command, ActualState actual, Attempt attempt) {
    return start(new Wanted(command.spec(), command.request(), command.mode()), actual, attempt);
  }

  Plan recreateOrRestart(
      Command.RecreateOrRestartContainer command, ActualState actual, Attempt attempt) {
    Wanted wanted = new Wanted(command.spec(), command.request(), command.mode());
    ObservedContainer container = actual.container();
    if (container == null || attempt.made(container)) {
      return start(wanted, actual, attempt);
    }
    Comparison.Compared compared = compare(wanted, actual);
    String strategy = command.spec().environment().variables().getOrDefault(CONFIG_STRATEGY, "");
    if (strategy.equals("COPY_ONCE")) {
      String reason = "its strategy COPY_ONCE asks for a new container every time";
      return replacements.replace(wanted, actual, container, attempt, findings(compared), reason);
    }
    if (!runsAsAsked(container, compared) && hasRun(wanted, container, attempt, compared)) {
      return collect(wanted);
    }
    if (onlyHasEnded(container, compared)) {
      return keep(wanted, actual, container, compared);
    }
    if (!compared.differences().isEmpty()) {
      return replace(wanted, actual, container, attempt, compared);
    }
    return strategy.equals("COPY_ALWAYS")
        ? new Plan.Proceed(
            Findings.of(List.of(), compared.warnings()),
            restart(wanted, actual, container, attempt),
            List.of())
        : keep(wanted.detached(), actual, container, compared);
  }

  private List<Step> restart(
      Wanted wanted, ActualState actual, ObservedContainer container, Attempt attempt) {
    List<Step> steps = new ArrayList<>();
    ObservedUnit unit = actual.unit();
    if (stops.unitKeeps(wanted.lifecycle()) && unit != null && isOlder(unit, wanted)) {
      steps.add(launch.installing(wanted, "an older release wrote its unit"));
    }
    steps.addAll(
        stops.restarting(
            container,
            unit,
            wanted.lifecycle(),
            wanted.mode().waitHealthy(),
            attempt,
            "its strategy COPY_ALWAYS copies at each start"));
    return steps;
  }

  /// A unit file that counts as up to date and yet is not what would be written now.
  private static boolean isOlder(ObservedUnit unit, Wanted wanted) {
    String now = UnitText.of(wanted.name(), wanted.lifecycle());
    return unit.fileText() != null && !unit.fileText().equals(now);
  }

  private Plan start(Wanted wanted, ActualState actual, Attempt attempt) {
    ObservedContainer container = actual.container();
    if (container == null) {
      return actual.setAside() == null
          ? create(wanted, actual)
          : putBack(wanted, actual.setAside());
    }
    if (attempt.made(container)) {
      return goOn(wanted, actual, container, attempt);
    }
    Comparison.Compared compared = compare(wanted, actual);
    if (hasRun(wanted, container, attempt, compared)) {
      return collect(wanted);
    }
    return compared.differences().isEmpty() || onlyHasEnded(container, compared)
        ? keep(wanted, actual, container, compared)
        : replace(wanted, actual, container, attempt, compared);
  }

  /// Whether an earlier attempt took up another command's container to run it, or to wait for its
  /// end, and that is what has happened: it must not run once more.
  private static boolean hasRun(
      Wanted wanted, ObservedContainer container, Attempt attempt, Comparison.Compared compared) {
    // What only has ended since, in the background, the command itself may have stopped.
    boolean ran =
        wanted.mode().detach()
            ? Launch.hasRun(wanted, container) && attempt.startedSince(container)
            : attempt.startedSince(container) || attempt.endedSince(container);
    return ran
        && compared.differences().stream()
            .allMatch(difference -> difference.aspect().equals(Comparison.STATE));
  }

  private Plan collect(Wanted wanted) {
    return new Plan.Proceed(
        Findings.NONE,
        List.of(launch.awaiting(wanted, null, "it has run since an earlier attempt began")),
        launch.afterResult(wanted));
  }

  /// What a new container is needed for. Of units only one too many is: the container runs in it.
  private Comparison.Compared compare(Wanted wanted, ActualState actual) {
    Comparison.Compared compared = Comparison.of(wanted.spec(), actual, options);
    return wanted.lifecycle().wantsUnit()
        ? compared
        : compared.with(UnitComparison.of(wanted.spec(), actual, options));
  }

  /// Where one that has ended is made anew, a recreation waits for the end of none that it found.
  private boolean runsAsAsked(ObservedContainer container, Comparison.Compared compared) {
    return options.replacing().ofExited()
        && container.state().status() == ContainerStatus.RUNNING
        && compared.differences().isEmpty();
  }

  /// Whether a start is enough where the operator does not want it made anew.
  private boolean onlyHasEnded(ObservedContainer container, Comparison.Compared compared) {
    return !options.replacing().ofExited()
        && Set.of(ContainerStatus.EXITED, ContainerStatus.STOPPED)
            .contains(container.state().status())
        && aspects(compared.differences()).equals(Comparison.STATE);
  }

  private Plan create(Wanted wanted, ActualState actual) {
    Comparison.Compared compared = Comparison.of(wanted.spec(), actual, options);
    List<Step> steps = new ArrayList<>(launch.preparing(wanted, actual));
    if (!stops.unitKeeps(wanted.lifecycle()) && actual.unit() != null) {
      steps.add(launch.removingUnit(wanted));
    }
    steps.add(launch.creating(wanted, actual, "there is no such container"));
    steps.addAll(launch.starting(wanted, null, "it is new"));
    return new Plan.Proceed(findings(compared), steps, launch.afterResult(wanted));
  }

  /// A replacement ended between taking the old name away and giving it to the new container: it is
  /// begun again from where it had begun.
  private static Plan putBack(Wanted wanted, ObservedContainer setAside) {
    return Plan.Proceed.with(
        List.of(
            new Step.PutBack(
                wanted.name(), setAside.name(), "a replacement did not come to its end")));
  }

  private Plan replace(
      Wanted wanted,
      ActualState actual,
      ObservedContainer container,
      Attempt attempt,
      Comparison.Compared compared) {
    return replacements.replace(
        wanted,
        actual,
        container,
        attempt,
        findings(compared),
        "it differs in " + aspects(compared.differences()));
  }

  /// The container is as asked for and in the wanted state. A missing or outdated unit file is
  /// written and enabled without disturbing what runs. A container that runs outside its unit is
  /// left so: `podman start -a` on a running container attaches in Podman 4.3 but fails in 5.4, so
  /// that only a restart could bring it under the unit.
  private Plan keep(
      Wanted wanted,
      ActualState actual,
      ObservedContainer container,
      Comparison.Compared compared) {
    if (container.state().status() != ContainerStatus.RUNNING) {
      return new Plan.Proceed(
          findings(compared),
          launch.starting(wanted, container, "it does not run"),
          launch.afterResult(wanted));
    }
    List<Step> steps = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    List<String> warnings = new ArrayList<>(compared.warnings());
    if (stops.unitKeeps(wanted.lifecycle())) {
      UnitComparison.of(wanted.spec(), actual, options).ifPresent(differences::add);
      if (!differences.isEmpty() || (actual.unit() != null && !actual.unit().settled())) {
        steps.add(
            launch.installing(wanted, "its unit is missing, outdated or not read by systemd"));
      }
      if (!StopPlanner.unitIsUp(actual.unit())) {
        warnings.add(
            "the container runs outside its unit; a restart_container brings it under the unit");
      }
    }
    if (!wanted.mode().detach()) {
      steps.add(launch.collecting(wanted, null, "its end is waited for"));
    }
    return new Plan.Proceed(Findings.of(differences, warnings), steps, launch.afterResult(wanted));
  }

  /// An earlier attempt of this very command made the container: nothing is made again.
  private Plan goOn(
      Wanted wanted, ActualState actual, ObservedContainer container, Attempt attempt) {
    if (actual.setAside() != null) {
      return replacements.goOn(wanted, actual, container, actual.setAside(), attempt);
    }
    boolean runs = container.state().status() == ContainerStatus.RUNNING;
    if (wanted.mode().detach() && runs) {
      return keep(wanted, actual, container, Comparison.of(wanted.spec(), actual, options));
    }
    List<Step> steps =
        Launch.hasRun(wanted, container)
            ? List.of(launch.awaiting(wanted, null, "an earlier attempt started it"))
            : launch.starting(
                wanted, container, "an earlier attempt made it and did not get it to run");
    return new Plan.Proceed(Findings.NONE, steps, launch.afterResult(wanted));
  }

  private static Findings findings(Comparison.Compared compared) {
    return Findings.of(compared.differences(), compared.warnings());
  }

  private static String aspects(List<Difference> differences) {
    return String.join(", ", differences.stream().map(Difference::aspect).toList());
  }
}
