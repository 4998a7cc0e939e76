package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.plan.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Says that a command was called off, and when that took hold.
final class Cancelled {
  private static final String GO_ON =
      "The steps say what was done; sent again under another id, it goes on from what is there.";

  private Cancelled() {}

  /// The answer to a command that was not begun.
  static Event.Finished untouched(Envelope envelope, CommandId by, Instant at) {
    return Answers.untouched(envelope, Outcome.CANCELLED, unbegun(by), at);
  }

  static Failure unbegun(CommandId by) {
    return failure("Command " + by + " called it off before it was begun", null, null, by);
  }

  static Failure looking(CommandId by, CommandId target) {
    return failure(
        "Command " + by + " called it off before it had told " + target + " to stop",
        null,
        null,
        by);
  }

  static Failure waiting(CommandId by, CommandId target) {
    return failure(
        "Command "
            + by
            + " called it off while it waited for the end of "
            + target
            + ", which it had told to stop",
        null,
        null,
        by);
  }

  static Failure before(Step step, CommandId by) {
    return failure(
        "Command " + by + " called it off before its step " + named(step), GO_ON, null, by);
  }

  static Failure within(Step step, CommandId by) {
    if (step instanceof Step.Exec exec) {
      return failure(
          "Command "
              + by
              + " called it off, but its program may go on: Podman has no way to end what runs in a container",
          "Look for it with: podman top " + exec.name(),
          null,
          by);
    }
    return failure(
        "Command " + by + " called it off during its step " + named(step), GO_ON, null, by);
  }

  /// @param failure why its process could not be ended; null: it has ended
  static Failure run(Step.CollectRun run, CommandId by, @Nullable Failure failure) {
    return failure == null
        ? failure("Command " + by + " called it off; its process was ended", null, null, by)
        : failure(
            "Command " + by + " called it off, but its process may go on: " + failure.message(),
            "Look at it with: podman inspect " + run.name(),
            failure.detail(),
            by);
  }

  private static String named(Step step) {
    return StepNames.of(step) + " " + step.target();
  }

  private static Failure failure(
      String message, @Nullable String hint, @Nullable String detail, CommandId by) {
    return new Failure(FailureKind.CANCELLED, message, hint, detail, null, by);
  }
}
