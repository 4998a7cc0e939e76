package io.longshore.cli.text;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.event.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Results to print.
public final class Results {
  public static final Instant AT = Instant.parse("2026-11-22T21:00:01.250Z");
  static final Instant STARTED = Instant.parse("2026-11-22T21:00:00Z");

  private Results() {}

  public static Event.Header header() {
    return header(Action.START_CONTAINER);
  }

  static Event.Header header(Action action) {
    return new Event.Header(
        new CommandId("c1"),
        new HostName("web01"),
        action,
        new Resource.OfContainer(new ContainerName("nginx")),
        "alice",
        null,
        AT);
  }

  /// A result with an exit code, or without one.
  public static Event.Finished finished(Outcome outcome, Integer rc) {
    Report report = new Report(false, false, rc, null, null, List.of(), List.of(), List.of());
    Failure failure =
        outcome == Outcome.SUCCEEDED ? null : Failure.of(FailureKind.ENGINE, "It did not work");
    return finished(outcome, report, failure);
  }

  static Event.Finished finished(Outcome outcome, Report report, Failure failure) {
    return new Event.Finished(
        header(), outcome, "d".repeat(64), false, 1, STARTED, report, failure);
  }

  static Report recreated() {
    return new Report(
        true,
        false,
        3,
        "hello\nworld\n",
        "oops",
        List.of(
            new Difference("environment", "DEBUG=0", "DEBUG=1", "the variables differ"),
            new Difference("tty", null, "true", "it differs")),
        List.of(
            new StepReport(
                "createContainer",
                "nginx",
                "it was missing",
                StepReport.State.CHANGED,
                STARTED,
                Duration.ofMillis(312)),
            new StepReport(
                "startUnit",
                "kolla-nginx-container.service",
                "it has to run",
                StepReport.State.FAILED,
                STARTED,
                Duration.ofMillis(1500))),
        List.of("the image is old"));
  }
}
