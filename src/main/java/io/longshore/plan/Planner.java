package io.longshore.plan;

import io.longshore.command.Command;
import io.longshore.command.FactsQuery;
import io.longshore.command.ImageRequest;
import io.longshore.event.Difference;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides what to do about a command. The only place that knows what each action means; a function
/// of its arguments.
public final class Planner {
  private final PlanOptions options;
  private final StartPlanner starts;
  private final StopPlanner stops;

  /// @param options the operator's choices
  public Planner(PlanOptions options) {
    this.options = options;
    this.stops = new StopPlanner(options);
    this.starts = new StartPlanner(options, stops);
  }

  /// What to do, given what was found.
  ///
  /// @param attempt whether this is a first try; a later one goes on from the evidence of the
  ///   earlier
  public Plan plan(Command.Planned command, ActualState actual, Attempt attempt) {
    return switch (command) {
      case Command.CompareContainer compare -> compare(compare, actual);
      case Command.CompareImage compare -> compareImage(compare, actual);
      case Command.StartContainer start -> starts.start(start, actual, attempt);
      case Command.RecreateOrRestartContainer recreate ->
          starts.recreateOrRestart(recreate, actual, attempt);
      case Command.RestartContainer restart -> stops.restart(restart, actual, attempt);
      case Command.StopContainer stop -> stops.stop(stop, actual);
      case Command.StopAndRemoveContainer remove ->
          stops.remove(remove.name(), remove.lifecycle(), actual);
      case Command.RemoveContainer remove ->
          stops.remove(remove.name(), remove.lifecycle(), actual);
      case Command.PullImage pull -> pullAgain(pull, actual.image(), attempt);
      case Command.EnsureImage ensure -> ensureImage(ensure, actual);
      case Command.RemoveImage remove -> removeImage(remove, actual);
      case Command.CreateVolume create -> createVolume(create, actual);
      case Command.RemoveVolume _ -> removeVolume(actual);
      case Command.Exec exec -> ExecPlanner.plan(exec, actual, attempt);
      case FactsQuery query -> FactsPlanner.answer(query, actual.inventory());
    };
  }

  /// Check mode shows it, and so tells what is known without asking the registry.
  private static String reasonToPull(@Nullable ObservedImage local) {
    return local == null
        ? "a pull was asked for, and no local image has that name"
        : "a pull was asked for, and only the registry knows whether it has another image than the"
            + " local one";
  }

  /// An earlier attempt may have changed what the reference names, so that what was there before it
  /// counts: an image, or none.
  private static Plan pullAgain(
      Command.PullImage command, @Nullable ObservedImage local, Attempt attempt) {
    String localId = local == null ? null : local.id();
    String before = attempt.firstStarted() == null ? localId : attempt.imageBefore();
    return Plan.Proceed.with(
        List.of(new Step.PullImage(command.request(), before, reasonToPull(local))));
  }

  static Step pull(ImageRequest request, String reason) {
    return new Step.PullImage(request, null, reason);
  }

  private Plan compare(Command.CompareContainer command, ActualState actual) {
    Comparison.Compared compared = Comparison.of(command.spec(), actual, options);
    List<Difference> differences = new ArrayList<>(compared.differences());
    if (actual.container() != null) {
      switch (ConfigComparison.of(actual, options)) {
        case ConfigComparison.Same _ -> {}
        case ConfigComparison.Differs differs -> differences.add(differs.difference());
        case ConfigComparison.Broken broken -> {
          return new Plan.Refuse(broken.failure());
        }
      }
      UnitComparison.of(command.spec(), actual, options).ifPresent(differences::add);
    }
    boolean differs = !differences.isEmpty();
    return new Plan.Proceed(
        new Findings(differences, differs, differs, compared.warnings()), List.of(), List.of());
  }

  /// The reference answers in `result` and leaves `changed` false (D50, kept).
  private Plan compareImage(Command.CompareImage command, ActualState actual) {
    List<Difference> differences = Comparison.ofImage(command.name(), command.image(), actual);
    return new Plan.Proceed(
        new Findings(differences, !differences.isEmpty(), false, List.of()), List.of(), List.of());
  }

  private static Plan ensureImage(Command.EnsureImage command, ActualState actual) {
    return actual.image() != null
        ? Plan.Proceed.NOTHING
        : Plan.Proceed.with(List.of(pull(command.request(), "no local image has that name")));
  }

  private static Plan removeImage(Command.RemoveImage command, ActualState actual) {
    ObservedImage found = actual.image();
    return found == null
        ? Plan.Proceed.NOTHING
        : Plan.Proceed.with(
            List.of(new Step.RemoveImage(command.image(), found, "its removal was asked for")));
  }

  private static Plan createVolume(Command.CreateVolume command, ActualState actual) {
    return actual.volume() != null
        ? Plan.Proceed.NOTHING
        : Plan.Proceed.with(
            List.of(new Step.EnsureVolume(command.name(), "there is no such volume")));
  }

  private static Plan removeVolume(ActualState actual) {
    ObservedVolume found = actual.volume();
    return found == null
        ? Plan.Proceed.NOTHING
        : Plan.Proceed.with(List.of(new Step.RemoveVolume(found, "its removal was asked for")));
  }

  static Plan refuse(FailureKind kind, String message, String hint) {
    return new Plan.Refuse(Failure.of(kind, message, hint));
  }
}
