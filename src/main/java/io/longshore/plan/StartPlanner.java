package io.longshore.plan;

import io.longshore.command.Command;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.Mount;
import io.longshore.command.RunMode;
import io.longshore.command.VolumeName;
import io.longshore.event.Difference;
import java.util.ArrayList;
import java.util.List;

/// Plans what makes a container exist as specified and run.
final class StartPlanner {
  private static final String CONFIG_STRATEGY = "KOLLA_CONFIG_STRATEGY";

  private final PlanOptions options;
  private final StopPlanner stops;

  StartPlanner(PlanOptions options, StopPlanner stops) {
    this.options = options;
    this.stops = stops;
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
      return replace(
          wanted,
          actual,
          container,
          compared,
          "its strategy COPY_ONCE asks for a new container every time");
    }
    if (!compared.differences().isEmpty()) {
      return replace(wanted, actual, container, compared, differing(compared.differences()));
    }
    Findings findings = Findings.of(List.of(), compared.warnings());
    if (strategy.equals("COPY_ALWAYS")) {
      List<Step> steps =
          stops.restarting(
              container,
              actual.unit(),
              command.spec().lifecycle(),
              attempt,
              "its strategy COPY_ALWAYS copies at each start");
      return new Plan.Proceed(findings, steps, List.of());
    }
    return new Plan.Proceed(findings, List.of(), List.of());
  }

  private Plan start(Wanted wanted, ActualState actual, Attempt attempt) {
    ObservedContainer container = actual.container();
    if (container == null) {
      return create(wanted, actual);
    }
    if (attempt.made(container)) {
      return goOn(wanted, actual, container);
    }
    Comparison.Compared compared = compare(wanted, actual);
    return compared.differences().isEmpty()
        ? keep(wanted, actual, container, compared)
        : replace(wanted, actual, container, compared, differing(compared.differences()));
  }

  /// What a new container is needed for. Of units only one too many is: the container runs in it.
  private Comparison.Compared compare(Wanted wanted, ActualState actual) {
    Comparison.Compared compared = Comparison.of(wanted.spec, actual, options);
    return wanted.lifecycle().wantsUnit()
        ? compared
        : compared.with(UnitComparison.of(wanted.spec, actual, options));
  }

  private Plan create(Wanted wanted, ActualState actual) {
    Comparison.Compared compared = Comparison.of(wanted.spec, actual, options);
    List<Step> steps = new ArrayList<>(preparing(wanted, actual));
    if (!stops.unitKeeps(wanted.lifecycle()) && actual.unit() != null) {
      steps.add(
          stops.removeUnit(
              wanted.spec.name(), wanted.lifecycle(), "this container is to be kept by no unit"));
    }
    steps.add(creating(wanted, actual, "there is no such container"));
    steps.addAll(starting(wanted, "it is new"));
    return new Plan.Proceed(findings(compared), steps, afterResult(wanted));
  }

  /// Image, volumes and directories come before the old container is touched: when they fail, it
  /// still runs.
  private Plan replace(
      Wanted wanted,
      ActualState actual,
      ObservedContainer container,
      Comparison.Compared compared,
      String reason) {
    List<Step> steps = new ArrayList<>(preparing(wanted, actual));
    steps.addAll(
        stops.stopping(container, actual.unit(), wanted.lifecycle().gracefulTimeout(), reason));
    if (!stops.unitKeeps(wanted.lifecycle()) && actual.unit() != null) {
      steps.add(
          stops.removeUnit(
              wanted.spec.name(), wanted.lifecycle(), "this container is to be kept by no unit"));
    }
    if (container.state().status() != ContainerStatus.REMOVING) {
      steps.add(
          new Step.RemoveContainer(
              wanted.spec.name(), wanted.lifecycle().gracefulTimeout(), reason));
    }
    steps.add(creating(wanted, actual, reason));
    steps.addAll(starting(wanted, "it was recreated"));
    return new Plan.Proceed(findings(compared), steps, afterResult(wanted));
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
          findings(compared), starting(wanted, "it does not run"), afterResult(wanted));
    }
    List<Step> steps = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    List<String> warnings = new ArrayList<>(compared.warnings());
    if (stops.unitKeeps(wanted.lifecycle())) {
      UnitComparison.of(wanted.spec, actual, options).ifPresent(differences::add);
      if (!differences.isEmpty() || (actual.unit() != null && !actual.unit().settled())) {
        steps.add(installing(wanted, "its unit is missing, outdated or not read by systemd"));
      }
      if (!StopPlanner.unitIsUp(actual.unit())) {
        warnings.add(
            "the container runs outside its unit; a restart_container brings it under the unit");
      }
    }
    if (!wanted.mode.detach()) {
      steps.add(collecting(wanted, "its end is waited for"));
    }
    return new Plan.Proceed(Findings.of(differences, warnings), steps, afterResult(wanted));
  }

  /// An earlier attempt of this very command made the container: nothing is made again.
  private Plan goOn(Wanted wanted, ActualState actual, ObservedContainer container) {
    List<Step> steps = new ArrayList<>();
    boolean ran = container.state().startedAt() != null;
    if (!ran || (wanted.mode.detach() && container.state().status() != ContainerStatus.RUNNING)) {
      steps.addAll(starting(wanted, "an earlier attempt made it and did not get it to run"));
    } else if (wanted.mode.detach()) {
      return keep(wanted, actual, container, Comparison.of(wanted.spec, actual, options));
    } else {
      steps.add(collecting(wanted, "an earlier attempt started it"));
    }
    return new Plan.Proceed(Findings.NONE, steps, afterResult(wanted));
  }

  private List<Step> preparing(Wanted wanted, ActualState actual) {
    List<Step> steps = new ArrayList<>();
    if (actual.image() == null) {
      steps.add(Planner.pull(wanted.request, null, "no local image has that name"));
    }
    for (Mount mount : wanted.spec.storage().volumes()) {
      switch (mount.kind()) {
        case VOLUME ->
            steps.add(new Step.EnsureVolume(new VolumeName(mount.source()), "it is mounted"));
        case BIND -> {
          if (options.createBindDirectories()) {
            steps.add(new Step.EnsureDirectory(mount.source(), "it is mounted"));
          }
        }
        case DEVPTS -> {}
      }
    }
    return steps;
  }

  private Step creating(Wanted wanted, ActualState actual, String reason) {
    ContainerSpec complete =
        wanted.spec.withEnvironment(DesiredEnvironment.of(wanted.spec, actual.timeZone(), options));
    boolean keptByEngine =
        options.supervisor() == PlanOptions.Supervisor.ENGINE && wanted.lifecycle().wantsUnit();
    return new Step.CreateContainer(complete, keptByEngine, reason);
  }

  private List<Step> starting(Wanted wanted, String reason) {
    List<Step> steps = new ArrayList<>();
    if (stops.unitKeeps(wanted.lifecycle())) {
      steps.add(installing(wanted, reason));
      steps.add(new Step.StartUnit(wanted.spec.name(), wanted.lifecycle().clientTimeout(), reason));
    } else {
      steps.add(new Step.StartContainer(wanted.spec.name(), reason));
    }
    steps.add(
        wanted.mode.detach()
            ? new Step.AwaitRunning(
                wanted.spec.name(),
                null,
                wanted.lifecycle().clientTimeout(),
                "a start is done when it runs")
            : collecting(wanted, "its end is waited for"));
    return steps;
  }

  private static Step installing(Wanted wanted, String reason) {
    return new Step.InstallUnit(
        wanted.spec.name(), UnitText.of(wanted.spec.name(), wanted.lifecycle()), reason);
  }

  private static Step collecting(Wanted wanted, String reason) {
    return new Step.CollectRun(wanted.spec.name(), wanted.lifecycle().clientTimeout(), reason);
  }

  /// A container run to its end is evidence until its result is durable.
  private List<Step> afterResult(Wanted wanted) {
    if (wanted.mode.detach() || !wanted.mode.removeOnExit()) {
      return List.of();
    }
    String reason = "it has ended and its result is durable";
    List<Step> steps = new ArrayList<>();
    if (stops.unitKeeps(wanted.lifecycle())) {
      steps.add(stops.removeUnit(wanted.spec.name(), wanted.lifecycle(), reason));
    }
    steps.add(
        new Step.RemoveContainer(wanted.spec.name(), wanted.lifecycle().gracefulTimeout(), reason));
    return steps;
  }

  private static Findings findings(Comparison.Compared compared) {
    return Findings.of(compared.differences(), compared.warnings());
  }

  private static String differing(List<Difference> differences) {
    return "it differs in "
        + String.join(", ", differences.stream().map(Difference::aspect).toList());
  }

  /// What both starting actions want.
  private record Wanted(ContainerSpec spec, ImageRequest request, RunMode mode) {
    Lifecycle lifecycle() {
      return spec.lifecycle();
    }
  }
}
