package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the members of a command beside its parameters.
final class EnvelopeReader {
  /// The members that are no parameters, but for those that parameters have, too.
  static final List<String> BESIDE_PARAMETERS =
      List.of(
          "id",
          "host",
          "notAfter",
          "notBefore",
          "timeout",
          "checkMode",
          "waitHealthy",
          "issuer",
          "correlationId");

  private static final List<String> MEMBERS =
      Stream.concat(BESIDE_PARAMETERS.stream(), Stream.of("action", "parameters")).toList();
  private static final List<String> ACTIONS =
      Arrays.stream(Action.values()).map(Action::wireName).toList();
  private static final Set<Action> WAITING =
      EnumSet.of(
          Action.START_CONTAINER, Action.RECREATE_OR_RESTART_CONTAINER, Action.RESTART_CONTAINER);
  private static final int LONGEST_TEXT = 256;

  private final Located root;
  private final Problems problems;

  EnvelopeReader(Located root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /// Notes members that a command does not have.
  void refuseUnknown() {
    for (String name : root.node().propertyNames()) {
      if (!MEMBERS.contains(name)) {
        problems.add(
            new Problem(
                root.member(name).pointer(),
                "unknown field: " + InvalidValueException.shown(name),
                problems.isFull() ? null : hint(name)));
      }
    }
  }

  private static @Nullable String hint(String name) {
    return KollaParameters.named(name).isPresent() || name.equals("common_options")
        ? name + " belongs in parameters."
        : Unsupported.meant(name, MEMBERS);
  }

  @Nullable CommandId id() {
    return required("id", Readers.value(CommandId::new));
  }

  @Nullable HostName host() {
    return required("host", Readers.value(HostName::new));
  }

  @Nullable Action action() {
    Located action = root.member("action");
    if (action.absent()) {
      // The reference has it among its parameters.
      problems.add(new Problem(action.pointer(), "missing required parameter: action", null));
      return null;
    }
    String name = Scalars.text(action, problems);
    if (name == null) {
      return null;
    }
    return Action.named(name).orElseGet(() -> unknownAction(action, name));
  }

  private @Nullable Action unknownAction(Located action, String name) {
    String meant = Unsupported.meant(name, ACTIONS);
    String known = "Known are " + String.join(", ", ACTIONS) + ".";
    problems.add(
        new Problem(
            action.pointer(),
            "unknown action: " + InvalidValueException.shown(name),
            meant == null ? known : meant + " " + known));
    return null;
  }

  @Nullable Instant instant(String name) {
    Located member = root.member(name);
    if (member.absent()) {
      return null;
    }
    try {
      return Timestamps.parse(member.node().asString(""));
    } catch (DateTimeException unreadable) {
      problems.expected(member, "time by RFC 3339 expected, such as 2026-11-22T21:00:00Z");
      return null;
    }
  }

  @Nullable Duration timeout() {
    Located member = root.member("timeout");
    return member.absent() ? null : Durations.read(member, problems);
  }

  /// False where it is not given.
  boolean flag(String name) {
    Located member = root.member(name);
    Boolean read = member.absent() ? null : Scalars.bool(member, problems);
    return read != null && read;
  }

  /// Only what starts a container in the background can wait for its health.
  boolean waitHealthy(@Nullable Action action) {
    boolean wanted = flag("waitHealthy");
    if (wanted && action != null && !WAITING.contains(action)) {
      problems.add(
          new Problem(
              "/waitHealthy",
              action + " does not wait for a container's health",
              "Leave waitHealthy out, or send it with "
                  + String.join(", ", WAITING.stream().map(Action::wireName).sorted().toList())
                  + "."));
    }
    return wanted;
  }

  /// A text for people; control characters are refused because it goes into logs.
  @Nullable String text(String name) {
    Located member = root.member(name);
    if (member.absent()) {
      return null;
    }
    if (!member.node().isString()) {
      problems.expected(member, "text expected");
      return null;
    }
    String text = member.node().stringValue();
    if (text.length() > LONGEST_TEXT || !InvalidValueException.isPrintable(text)) {
      problems.refuse(
          member, "text of at most " + LONGEST_TEXT + " printable characters expected", null);
      return null;
    }
    return text;
  }

  private <T> @Nullable T required(String name, Parameter.Reader<T> reader) {
    Located member = root.member(name);
    if (member.absent()) {
      problems.add(new Problem(member.pointer(), "missing required field: " + name, null));
      return null;
    }
    return reader.read(member, problems);
  }
}
