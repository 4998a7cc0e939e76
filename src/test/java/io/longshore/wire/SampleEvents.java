package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import io.longshore.event.Rollback;
import io.longshore.event.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The events that the golden messages of the same names hold.
final class SampleEvents {
  private static final Instant AT = Instant.parse("2026-11-22T21:00:03.250Z");
  private static final Instant STARTED = Instant.parse("2026-11-22T21:00:01Z");
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final Event.Header HEADER =
      new Event.Header(
          new CommandId("c-1"),
          new HostName("web1"),
          Action.START_CONTAINER,
          new Resource.OfContainer(new ContainerName("nova_api")),
          "deploy@example.org",
          "rollout-7",
          AT);
  private static final Event.Header BARE =
      new Event.Header(
          new CommandId("longshore.commands.web1-0-42"),
          new HostName("web1"),
          null,
          null,
          null,
          null,
          AT);

  private SampleEvents() {}

  static Event named(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }

  static Map<String, Event> all() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("accepted", new Event.Accepted(HEADER));
    events.put("started", new Event.Started(HEADER, 2, DIGEST));
    events.put("progress", new Event.Progress(HEADER, "Copying blob 3 of 7"));
    events.put("output", new Event.Output(HEADER, Event.Stream.STDERR, "é\n\u001b[1m\u0000"));
    events.put("output-later", new Event.Output(HEADER, Event.Stream.STDOUT, "två\n", 4096));
    events.put("finished-recreated", recreated());
    events.put("finished-taken-back", takenBack());
    events.put("finished-one-shot", oneShot());
    events.put("finished-long-output", longOutput());
    events.put("finished-rejected", rejected());
    events.put("finished-facts", facts());
    events.put("finished-interrupted", interrupted());
    events.put("finished-in-doubt", inDoubt());
    events.put("started-cancel", startedCancel());
    events.put("finished-cancelled", cancelled());
    events.put("finished-superseded", superseded());
    events.put("finished-cancel", cancel());
    events.put("finished-freeze", freeze());
    events.put("duplicate", new Event.Duplicate(HEADER.at(AT.plusSeconds(60)), oneShot()));
    events.put(
        "conflict",
        new Event.Conflict(
            HEADER,
            Failure.of(
                FailureKind.ID_CONFLICT,
                "Another command came under this id.",
                "Choose a new id.")));
    return events;
  }

  private static Event.Finished recreated() {
    List<Difference> differences =
        List.of(
            new Difference("environment", "X", "X", "the values of these variables differ"),
            new Difference("ipc_mode", null, "host", "asked for and not so"));
    List<StepReport> steps =
        List.of(
            new StepReport(
                "stopUnit",
                "nova_api",
                "it differs",
                StepReport.State.CHANGED,
                STARTED,
                Duration.ofNanos(1_234_567_000)),
            new StepReport(
                "createContainer",
                "nova_api",
                "it differs",
                StepReport.State.UNCHANGED,
                STARTED,
                Duration.ofNanos(5_000)));
    Report report =
        new Report(
            true,
            false,
            null,
            null,
            null,
            differences,
            steps,
            List.of("kernel_memory has no effect"));
    return new Event.Finished(HEADER, Outcome.SUCCEEDED, DIGEST, false, 1, STARTED, report, null);
  }

  private static Event.Finished takenBack() {
    Report report =
        new Report(true, false, null, null, null, List.of(), List.of(), List.of())
            .withInterruption(
                Duration.ofMillis(1_250),
                new Rollback(true, "The container that ran before was put back and runs again."));
    return new Event.Finished(
        HEADER,
        Outcome.FAILED,
        DIGEST,
        false,
        1,
        STARTED,
        report,
        Failure.of(FailureKind.UNHEALTHY, "Container nova_api runs but is not healthy"));
  }

  private static Event.Finished oneShot() {
    List<StepReport> steps =
        List.of(
            new StepReport(
                "collectRun", "nova_api", "detach is false", StepReport.State.PLANNED, null, null));
    Report report = new Report(true, false, 3, "a\n", "", List.of(), steps, List.of());
    return new Event.Finished(
        HEADER,
        Outcome.FAILED,
        DIGEST,
        true,
        1,
        STARTED,
        report,
        Failure.of(FailureKind.NON_ZERO_EXIT, "Container exited with non-zero return code 3"));
  }

  private static Event.Finished longOutput() {
    OutputTotals totals =
        new OutputTotals(
            new OutputTotals.Total(3_000_000_000L, "f".repeat(64), true),
            new OutputTotals.Total(0, "0".repeat(64), false),
            false);
    Report report =
        new Report(true, false, 0, "a\uFFFD\n", "", List.of(), List.of(), List.of())
            .withTotals(totals);
    return new Event.Finished(
        header("c-4", Action.EXEC, new Resource.OfContainer(new ContainerName("nova_api"))),
        Outcome.SUCCEEDED,
        DIGEST,
        false,
        1,
        STARTED,
        report,
        null);
  }

  private static Event.Finished facts() {
    Fact container =
        new Fact.Builder()
            .text("id", "c0ffee")
            .text("image", "registry.example:5000/kolla/nova-api:2026.1")
            .text("imageId", "beef")
            .text("state", "running")
            .amount("pid", 4711)
            .put("labels", Fact.Members.of(Map.of("token", "***")))
            .put("mountPoints", Fact.Items.of(List.of("/var/log/kolla")))
            .put("bornLater", new Fact.Flag(true))
            .build();
    List<String> warnings = List.of("No such container runs: nova_ssh");
    Report report =
        new Report(false, false, null, null, null, List.of(), List.of(), warnings)
            .withFacts(new Fact.Builder().put("nova_api", container).build());
    Event.Header header = header("c-2", Action.GET_CONTAINERS, Resource.HostFacts.INSTANCE);
    return new Event.Finished(header, Outcome.SUCCEEDED, DIGEST, false, 1, STARTED, report, null);
  }

  private static Event.Finished interrupted() {
    Report report = new Report(true, false, null, null, null, List.of(), List.of(), List.of());
    return new Event.Finished(
        header("c-3", Action.EXEC, new Resource.OfContainer(new ContainerName("nova_api"))),
        Outcome.FAILED,
        DIGEST,
        false,
        2,
        STARTED,
        report,
        Failure.of(
            FailureKind.INTERRUPTED, "psql may or may not have run to its end; not run again"));
  }

  private static Event.Finished inDoubt() {
    return new Event.Finished(
        HEADER,
        Outcome.FAILED,
        DIGEST,
        false,
        1,
        STARTED,
        Report.NOTHING.withCertainty(false),
        Failure.of(FailureKind.TIMED_OUT, "Podman did not answer within 30 s: create container"));
  }

  private static Event.Started startedCancel() {
    return new Event.Started(
        header("h-1", Action.CANCEL_COMMAND, Resource.OfHost.INSTANCE),
        1,
        DIGEST,
        new CommandId("c-4"));
  }

  private static Event.Finished cancelled() {
    Failure failure =
        new Failure(
            FailureKind.CANCELLED,
            "Command h-1 called it off; its process was ended",
            null,
            null,
            null,
            new CommandId("h-1"));
    Report report = new Report(true, false, 143, "a\n", "", List.of(), List.of(), List.of());
    return new Event.Finished(
        header("c-4", Action.START_CONTAINER, new Resource.OfContainer(new ContainerName("job"))),
        Outcome.CANCELLED,
        DIGEST,
        false,
        1,
        STARTED,
        report,
        failure);
  }

  private static Event.Finished superseded() {
    Failure failure =
        new Failure(
            FailureKind.SUPERSEDED,
            "The later command c-6 for the same resource made it pointless before it was begun",
            "Look at the result of that command.",
            null,
            null,
            new CommandId("c-6"));
    return new Event.Finished(
        header("c-5", Action.RESTART_CONTAINER, new Resource.OfContainer(new ContainerName("job"))),
        Outcome.SUPERSEDED,
        DIGEST,
        false,
        0,
        null,
        Report.NOTHING,
        failure);
  }

  private static Event.Finished cancel() {
    return control(
        header("h-1", Action.CANCEL_COMMAND, Resource.OfHost.INSTANCE),
        new Fact.Builder().text("command", "c-4").text("outcome", "cancelled").build());
  }

  private static Event.Finished freeze() {
    return control(
        header("h-2", Action.FREEZE_HOST, Resource.OfHost.INSTANCE),
        new Fact.Builder().text("frozenUntil", "2026-11-22T21:30:00Z").build());
  }

  private static Event.Finished control(Event.Header header, Fact.Members facts) {
    Report report =
        new Report(true, false, null, null, null, List.of(), List.of(), List.of()).withFacts(facts);
    return new Event.Finished(header, Outcome.SUCCEEDED, DIGEST, false, 1, STARTED, report, null);
  }

  private static Event.Header header(String id, Action action, Resource resource) {
    return new Event.Header(
        new CommandId(id), new HostName("web1"), action, resource, null, null, AT);
  }

  private static Event.Finished rejected() {
    Failure failure =
        new Failure(
            FailureKind.INVALID,
            "missing required field: id (at /id), and 1 more problem",
            "Give one.",
            "missing required field: id (at /id)\nmissing required field: host (at /host)",
            "/id");
    return new Event.Finished(
        BARE, Outcome.REJECTED, null, false, 0, null, Report.NOTHING, failure);
  }
}
