package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.InvalidValueException;
import io.longshore.command.Resource;
import io.longshore.command.VolumeName;
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
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads events. Members that this version does not know are passed over, so that a worker can be
/// downgraded and a reader need not be upgraded first.
public final class EventDecoder {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private EventDecoder() {}

  /// Reads an event message.
  ///
  /// @param headers where `longshore_kind` and `ce_type` are absent, the payload's own member
  ///   `event` tells the kind
  /// @throws UnreadableEventException for what is no event, or is of a kind or outcome that this
  ///   version does not know
  public static Event decode(byte[] value, Map<String, String> headers) {
    EventType type = EventType.told(name -> Optional.ofNullable(headers.get(name))).orElse(null);
    return decode(value, type, MAPPER::readTree);
  }

  /// @param type null: the payload's own member `event` tells the kind
  /// @param reader of the payload
  static Event decode(byte[] value, @Nullable EventType type, Function<byte[], JsonNode> reader) {
    requireUtf8(value);
    try {
      EventFields fields = new EventFields(reader.apply(value));
      return event(type == null ? fields.word("event", EventType::named) : type, fields);
    } catch (JacksonException | InvalidValueException | DateTimeException unreadable) {
      throw new UnreadableEventException("unreadable event: " + unreadable.getMessage());
    }
  }

  /// The library guesses other encodings, which nobody can read who prints a payload as it is.
  static void requireUtf8(byte[] value) {
    if (value.length > 1 && (value[0] <= 0 || value[1] == 0)) {
      throw new UnreadableEventException("JSON in UTF-8 expected");
    }
  }

  private static Event event(EventType type, EventFields fields) {
    return switch (type) {
      case ACCEPTED -> new Event.Accepted(header(fields));
      case STARTED ->
          new Event.Started(
              header(fields),
              fields.integer("attempt"),
              fields.text("commandDigest"),
              commandId(fields.optionalText("cancels")));
      case PROGRESS -> new Event.Progress(header(fields), fields.text("message"));
      case OUTPUT ->
          new Event.Output(
              header(fields),
              fields.word("stream", EventFields.constants(Event.Stream.values())),
              fields.text("text"),
              fields.whole("offset", 0));
      case FINISHED -> finished(fields);
      case DUPLICATE -> new Event.Duplicate(header(fields), finished(fields.member("first")));
      case CONFLICT -> new Event.Conflict(header(fields), failure(fields.member("failure")));
    };
  }

  private static Event.Header header(EventFields fields) {
    String action = fields.optionalText("action");
    return new Event.Header(
        new CommandId(fields.text("commandId")),
        new HostName(fields.text("host")),
        action == null ? null : Action.named(action).orElse(null),
        resource(fields.optionalText("resource")),
        fields.optionalText("issuer"),
        fields.optionalText("correlationId"),
        fields.instant("at"));
  }

  private static @Nullable Resource resource(@Nullable String key) {
    int slash = key == null ? -1 : key.indexOf('/');
    if (key == null || slash < 0) {
      return null;
    }
    if (key.equals(Resource.HostFacts.KEY)) {
      return Resource.HostFacts.INSTANCE;
    }
    if (key.equals(Resource.OfHost.KEY)) {
      return Resource.OfHost.INSTANCE;
    }
    String name = key.substring(slash + 1);
    return switch (key.substring(0, slash)) {
      case "container" -> new Resource.OfContainer(new ContainerName(name));
      case "volume" -> new Resource.OfVolume(new VolumeName(name));
      case "image" -> new Resource.OfImage(new ImageReference(name));
      default -> null;
    };
  }

  private static Event.Finished finished(EventFields fields) {
    EventFields failure = fields.optionalMember("failure");
    return new Event.Finished(
        header(fields),
        fields.word("outcome", EventFields.constants(Outcome.values())),
        fields.optionalText("commandDigest"),
        fields.flag("checkMode"),
        fields.integer("attempts"),
        fields.optionalInstant("startedAt"),
        report(fields),
        failure == null ? null : failure(failure));
  }

  private static Report report(EventFields fields) {
    return new Report(
            fields.flag("changed"),
            fields.flag("result"),
            fields.optionalInteger("rc"),
            fields.optionalText("stdout"),
            fields.optionalText("stderr"),
            fields.objects("differences", EventDecoder::difference),
            fields.objects("steps", EventDecoder::step),
            fields.texts("warnings"))
        .withCertainty(fields.flag("changedKnown", true))
        .withTotals(totals(fields.optionalMember("output")))
        .withInterruption(
            fields.optionalDuration("downtimeMs"), rollback(fields.optionalMember("rollback")))
        .withFacts(facts(fields.optionalMember("facts")));
  }

  private static @Nullable OutputTotals totals(@Nullable EventFields fields) {
    return fields == null
        ? null
        : new OutputTotals(
            total(fields.member("stdout")),
            total(fields.member("stderr")),
            fields.flag("complete"));
  }

  private static OutputTotals.Total total(EventFields fields) {
    return new OutputTotals.Total(
        fields.whole("bytes"), fields.text("sha256"), fields.flag("truncated"));
  }

  private static @Nullable Rollback rollback(@Nullable EventFields fields) {
    return fields == null ? null : new Rollback(fields.flag("restored"), fields.text("message"));
  }

  private static Fact.@Nullable Members facts(@Nullable EventFields fields) {
    return fields == null ? null : FactJson.members(fields.node());
  }

  private static Optional<Difference> difference(EventFields fields) {
    return Optional.of(
        new Difference(
            fields.text("aspect"),
            fields.optionalText("current"),
            fields.optionalText("desired"),
            fields.text("rule")));
  }

  /// Empty for a state that this version does not know: the rest of the event is worth more than
  /// that step.
  private static Optional<StepReport> step(EventFields fields) {
    return EventFields.constants(StepReport.State.values())
        .apply(fields.text("state"))
        .map(state ->
            new StepReport(
                fields.text("name"),
                fields.text("target"),
                fields.text("reason"),
                state,
                fields.optionalInstant("startedAt"),
                fields.optionalDuration("durationMs")));
  }

  private static Failure failure(EventFields fields) {
    return new Failure(
        kind(fields.text("kind")),
        fields.text("message"),
        fields.optionalText("hint"),
        fields.optionalText("detail"),
        fields.optionalText("pointer"),
        commandId(fields.optionalText("by")));
  }

  private static @Nullable CommandId commandId(@Nullable String id) {
    return id == null ? null : new CommandId(id);
  }

  /// A kind that this version does not know is read as the one that promises nothing.
  private static FailureKind kind(String wireName) {
    return Arrays.stream(FailureKind.values())
        .filter(kind -> kind.wireName().equals(wireName))
        .findFirst()
        .orElse(FailureKind.INTERNAL);
  }
}
