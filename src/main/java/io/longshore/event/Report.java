package io.longshore.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command found and did.
///
/// @param changed whether anything on the host was changed by this command, also by an attempt
///   before a restart
/// @param result the reference's second answer: whether a comparison found a difference; false for
///   every other action
/// @param rc the exit code of a container run to its end or of a program run in one; null when
///   there is none
/// @param stdout what it wrote; null when nothing was run
/// @param stderr what it wrote; null when nothing was run
/// @param differences what was not as asked for when the command began
/// @param steps every step that was attempted, in order; in check mode the steps that would be
/// @param warnings what a person should know although nothing failed
/// @param facts what was asked for, by the names of what it is about; null when no facts were asked
///   for
public record Report(
    boolean changed,
    boolean result,
    @Nullable Integer rc,
    @Nullable String stdout,
    @Nullable String stderr,
    List<Difference> differences,
    List<StepReport> steps,
    List<String> warnings,
    Fact.@Nullable Members facts) {
  /// Nothing found, nothing done.
  public static final Report NOTHING =
      new Report(false, false, null, null, null, List.of(), List.of(), List.of());

  public Report {
    differences = List.copyOf(differences);
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /// The report of a command that asked for no facts.
  public Report(
      boolean changed,
      boolean result,
      @Nullable Integer rc,
      @Nullable String stdout,
      @Nullable String stderr,
      List<Difference> differences,
      List<StepReport> steps,
      List<String> warnings) {
    this(changed, result, rc, stdout, stderr, differences, steps, warnings, null);
  }

  /// The same with facts.
  public Report withFacts(Fact.@Nullable Members found) {
    return new Report(changed, result, rc, stdout, stderr, differences, steps, warnings, found);
  }
}
