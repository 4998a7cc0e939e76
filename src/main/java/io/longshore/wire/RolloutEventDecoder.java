package io.longshore.wire;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.EventTimes;
import io.longshore.rollout.Answer;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the events of rollouts. Members that it does not know are passed over.
public final class RolloutEventDecoder {
  private RolloutEventDecoder() {}

  /// The event.
  ///
  /// @throws UnreadableEventException when it is none of those that this version knows
  public static RolloutEvent decode(byte[] value) {
    try {
      return read(StrictJson.read(value));
    } catch (UnreadableEventException known) {
      throw known;
    } catch (StrictJson.NotJsonException | RuntimeException | StackOverflowError unreadable) {
      // Whoever may ask for a pause may write here; one such message must not end every reader.
      throw new UnreadableEventException(unreadable.toString());
    }
  }

  private static RolloutEvent read(JsonNode node) {
    EventFields fields = new EventFields(node);
    Instant at = EventTimes.near(fields.instant("at"));
    return switch (fields.text("event")) {
      case "planned" ->
          new RolloutEvent.Planned(at, plan(fields.member("plan").node()), fields.text("by"));
      case "surveyed" -> new RolloutEvent.Surveyed(at, host(fields), steps(node));
      case "led" -> new RolloutEvent.Led(at, fields.text("leader"));
      case "batch" -> new RolloutEvent.BatchBegun(at, fields.integer("number"));
      case "sent" ->
          new RolloutEvent.Sent(
              at,
              host(fields),
              task(fields),
              new CommandId(fields.text("commandId")),
              fields.instant("until"));
      case "answered" -> answered(at, fields);
      case "held" -> new RolloutEvent.Held(at, fields.optionalInstant("until"));
      case "released" -> new RolloutEvent.Released(at);
      case "asked" ->
          new RolloutEvent.Asked(
              at,
              fields.word("request", EventFields.constants(RolloutEvent.Request.values())),
              fields.text("by"));
      case "stopped" ->
          new RolloutEvent.Stopped(
              at,
              fields.word("cause", EventFields.constants(RolloutEvent.Cause.values())),
              fields.text("words"));
      case "reverting" -> new RolloutEvent.RevertBegun(at);
      case "ended" ->
          new RolloutEvent.Ended(
              at, fields.word("verdict", EventFields.constants(RolloutEvent.Verdict.values())));
      default -> throw new UnreadableEventException("unknown event " + fields.text("event"));
    };
  }

  private static RolloutPlan plan(JsonNode document) {
    return switch (RolloutPlanReader.readAgain(document)) {
      case RolloutPlanReading.Valid valid -> valid.plan();
      case RolloutPlanReading.Invalid invalid ->
          throw new UnreadableEventException("plan: " + invalid.faults().getFirst());
    };
  }

  private static List<Step> steps(JsonNode node) {
    Problems problems = new Problems();
    RolloutMembers members = new RolloutMembers(Located.root(node), problems);
    List<Step> steps = RolloutStepReader.steps(members, "commands");
    if (!problems.none()) {
      throw new UnreadableEventException("commands: " + problems.all().getFirst().text());
    }
    return steps;
  }

  private static HostName host(EventFields fields) {
    return new HostName(fields.text("host"));
  }

  private static Task task(EventFields fields) {
    int step = fields.integer("step");
    int attempt = fields.integer("attempt");
    if (step < 0 || attempt < 0) {
      throw new UnreadableEventException("step, attempt: not below 0");
    }
    return new Task(
        fields.word("phase", EventFields.constants(Task.Phase.values())), step, attempt);
  }

  private static RolloutEvent answered(Instant at, EventFields fields) {
    @Nullable Instant asOf = fields.optionalInstant("asOf");
    return new RolloutEvent.Answered(
        at, host(fields), task(fields), answer(fields), asOf == null ? at : asOf);
  }

  private static Answer answer(EventFields fields) {
    @Nullable Duration told = fields.optionalDuration("downtimeMs");
    Duration downtime = told == null ? Duration.ZERO : told;
    boolean changed = fields.flag("changed");
    boolean uncertain = fields.flag("uncertain");
    return fields.optionalText("trouble") == null
        ? new Answer.Good(changed, uncertain, downtime, fields.optionalText("mark"))
        : new Answer.Bad(
            fields.word("trouble", EventFields.constants(Answer.Trouble.values())),
            changed,
            uncertain,
            downtime,
            fields.text("words"));
  }
}
