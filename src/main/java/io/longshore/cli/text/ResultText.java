package io.longshore.cli.text;

import io.longshore.command.Action;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import io.longshore.event.Rollback;
import io.longshore.event.StepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command's result as a person reads it: how it ended, what differed, what was done, what was
/// written, why it failed.
public final class ResultText {
  private static final String INDENT = "  ";
  private static final String NOTHING = "(nothing)";

  private final List<String> lines = new ArrayList<>();

  private final boolean withOutput;

  private ResultText(boolean withOutput) {
    this.withOutput = withOutput;
  }

  /// The lines about a terminal event.
  public static List<String> of(Event.Finished finished) {
    ResultText text = new ResultText(true);
    text.tell(finished);
    return List.copyOf(text.lines);
  }

  /// The same without what was written.
  public static List<String> withoutOutput(Event.Finished finished) {
    ResultText text = new ResultText(false);
    text.tell(finished);
    return List.copyOf(text.lines);
  }

  /// How it ended, why when it failed, and what is left to be put right by hand, a line each.
  public static List<String> brief(Event.Finished finished) {
    ResultText text = new ResultText(true);
    text.line(headline(finished.header()) + ": " + ending(finished) + time(finished));
    if (finished.failure() != null) {
      text.indented("why: " + finished.failure().message());
    }
    Rollback rollback = finished.report().rollback();
    if (rollback != null && !rollback.restored()) {
      text.tellRollback(rollback);
    }
    return List.copyOf(text.lines);
  }

  /// The lines about an answer to a repeated command: that it is one, and the first result.
  public static List<String> of(Event.Duplicate duplicate) {
    ResultText text = new ResultText(true);
    text.line(
        "This command was answered before, at %s; nothing was done now. Its first result:"
            .formatted(duplicate.first().header().at()));
    text.tell(duplicate.first());
    return List.copyOf(text.lines);
  }

  /// The lines about an id that stands for another command.
  public static List<String> of(Event.Conflict conflict) {
    ResultText text = new ResultText(true);
    text.line(headline(conflict.header()) + ": not carried out");
    text.tellFailure(conflict.failure());
    return List.copyOf(text.lines);
  }

  private void tell(Event.Finished finished) {
    Report report = finished.report();
    line(headline(finished.header()) + ": " + ending(finished) + time(finished));
    report.differences().forEach(this::tellDifference);
    report.steps().forEach(this::tellStep);
    report.warnings().forEach(warning -> indented("warning: " + warning));
    if (report.downtime() != null) {
      indented("downtime: " + DurationWords.of(report.downtime()));
    }
    if (report.rc() != null) {
      indented("rc: " + report.rc());
    }
    if (report.facts() != null) {
      lines.addAll(FactLines.of(report.facts(), INDENT));
    }
    if (withOutput) {
      OutputTotals totals = report.totals();
      tellOutput("stdout", report.stdout(), totals == null ? null : totals.stdout());
      tellOutput("stderr", report.stderr(), totals == null ? null : totals.stderr());
    }
    Failure failure = finished.failure();
    if (failure != null) {
      tellFailure(failure);
    }
    if (report.rollback() != null) {
      tellRollback(report.rollback());
    }
  }

  private void tellRollback(Rollback rollback) {
    indented((rollback.restored() ? "taken back: " : "NOT taken back: ") + rollback.message());
  }

  private static String headline(Event.Header header) {
    Action action = header.action();
    String what = action == null ? header.commandId().text() : action.wireName();
    String target = header.resource() == null ? "" : " " + header.resource().key();
    return header.host() + " " + what + target;
  }

  private static String ending(Event.Finished finished) {
    String outcome = finished.outcome().wireName();
    if (finished.outcome() != Outcome.SUCCEEDED) {
      return outcome + changes(finished.report());
    }
    Fact.Members facts = finished.report().facts();
    if (facts != null) {
      return outcome + ", " + facts.members().size() + " found";
    }
    boolean compares = isComparison(finished.header().action());
    return outcome + ", " + (compares ? comparison(finished) : change(finished));
  }

  private static String changes(Report report) {
    if (!report.changedKnown()) {
      return ", perhaps with changes made";
    }
    return report.changed() ? ", with changes made" : "";
  }

  private static String comparison(Event.Finished finished) {
    return finished.report().result() ? "differs" : "no difference";
  }

  private static String change(Event.Finished finished) {
    boolean changed = finished.report().changed();
    if (finished.checkMode()) {
      return changed ? "would change (checked only)" : "nothing would change (checked only)";
    }
    return changed ? "changed" : "nothing to do";
  }

  private static boolean isComparison(@Nullable Action action) {
    return action == Action.COMPARE_CONTAINER || action == Action.COMPARE_IMAGE;
  }

  private static String time(Event.Finished finished) {
    return finished.startedAt() == null
        ? ""
        : " (%s)"
            .formatted(
                DurationWords.of(Duration.between(finished.startedAt(), finished.header().at())));
  }

  private void tellDifference(Difference difference) {
    String current = difference.current() == null ? NOTHING : difference.current();
    String desired = difference.desired() == null ? NOTHING : difference.desired();
    indented(
        "differs: %s: %s -> %s  (%s)"
            .formatted(difference.aspect(), current, desired, difference.rule()));
  }

  private void tellStep(StepReport step) {
    String duration = step.duration() == null ? "" : DurationWords.of(step.duration());
    String state =
        switch (step.state()) {
          case CHANGED -> "done in " + duration;
          case UNCHANGED -> "no change, seen in " + duration;
          case FAILED -> "FAILED after " + duration;
          case PLANNED -> "planned";
        };
    indented("step: %s %s: %s  (%s)".formatted(step.name(), step.target(), state, step.reason()));
  }

  private void tellOutput(
      String stream, @Nullable String text, OutputTotals.@Nullable Total total) {
    if (text != null && !text.isEmpty()) {
      indented(stream + ":" + (total != null && total.truncated() ? whole(total) : ""));
      TerminalText.lines(text).forEach(line -> lines.add(INDENT + "| " + line));
    }
  }

  private static String whole(OutputTotals.Total total) {
    return " head and tail of " + total.bytes() + " bytes, SHA-256 " + total.sha256();
  }

  private void tellFailure(Failure failure) {
    indented("why: " + failure.message());
    if (failure.hint() != null) {
      indented("hint: " + failure.hint());
    }
    if (failure.detail() != null) {
      indented("in its own words:");
      TerminalText.lines(failure.detail()).forEach(line -> lines.add(INDENT + "| " + line));
    }
  }

  private void indented(String text) {
    line(INDENT + text);
  }

  private void line(String text) {
    lines.add(TerminalText.line(text));
  }
}
