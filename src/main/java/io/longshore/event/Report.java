package io.longshore.event;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command found and did.
///
/// @param changed whether anything on the host was changed by this command, also by an attempt
///   before a restart
/// @param changedKnown whether that is certain; false only for a failure that left an effect in
///   doubt, as a call without an answer does
/// @param result the reference's second answer: whether a comparison found a difference; false for
///   every other action
/// @param rc the exit code of a container run to its end or of a program run in one; null when
///   there is none
/// @param stdout what it wrote, of a long output head and tail; null when nothing was run
/// @param stderr what it wrote, of a long output head and tail; null when nothing was run
/// @param totals what it wrote in whole; null when nothing was run, or an older worker told of it
/// @param differences what was not as asked for when the command began
/// @param steps every step that was attempted, in order; in check mode the steps that would be
/// @param warnings what a person should know although nothing failed
/// @param downtime from the first step that took the container's process down until it, or the one
///   in its place, was seen to run; null when none was taken down or none came up again
/// @param rollback what became of the old container when a replacement failed; null when nothing
///   was to be taken back
/// @param facts what was asked for, by the names of what it is about; null when no facts were asked
///   for
public record Report(
    boolean changed,
    boolean changedKnown,
    boolean result,
    @Nullable Integer rc,
    @Nullable String stdout,
    @Nullable String stderr,
    @Nullable OutputTotals totals,
    List<Difference> differences,
    List<StepReport> steps,
    List<String> warnings,
    @Nullable Duration downtime,
    @Nullable Rollback rollback,
    Fact.@Nullable Members facts) {
  /// Nothing found, nothing done.
  public static final Report NOTHING =
      new Report(false, false, null, null, null, List.of(), List.of(), List.of());

  /// Of a command that took nothing down, asked for no facts and left nothing in doubt.
  public Report(
      boolean changed,
      boolean result,
      @Nullable Integer rc,
      @Nullable String stdout,
      @Nullable String stderr,
      List<Difference> differences,
      List<StepReport> steps,
      List<String> warnings) {
    this(
        changed,
        true,
        result,
        rc,
        stdout,
        stderr,
        null,
        differences,
        steps,
        warnings,
        null,
        null,
        null);
  }

  public Report {
    differences = List.copyOf(differences);
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /// The same with facts.
  public Report withFacts(Fact.@Nullable Members found) {
    return new Report(
        changed,
        changedKnown,
        result,
        rc,
        stdout,
        stderr,
        totals,
        differences,
        steps,
        warnings,
        downtime,
        rollback,
        found);
  }

  /// The same with the measure of what was written.
  public Report withTotals(@Nullable OutputTotals measured) {
    return new Report(
        changed,
        changedKnown,
        result,
        rc,
        stdout,
        stderr,
        measured,
        differences,
        steps,
        warnings,
        downtime,
        rollback,
        facts);
  }

  /// The same with what became of the container's process.
  public Report withInterruption(@Nullable Duration gone, @Nullable Rollback takenBack) {
    return new Report(
        changed,
        changedKnown,
        result,
        rc,
        stdout,
        stderr,
        totals,
        differences,
        steps,
        warnings,
        gone,
        takenBack,
        facts);
  }

  /// The same with what is known of `changed`.
  public Report withCertainty(boolean known) {
    return new Report(
        changed,
        known,
        result,
        rc,
        stdout,
        stderr,
        totals,
        differences,
        steps,
        warnings,
        downtime,
        rollback,
        facts);
  }
}
