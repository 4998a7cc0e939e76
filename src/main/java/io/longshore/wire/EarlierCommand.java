package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.RunMode;
import io.longshore.event.Reading;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A command that said all that a container was to be.
///
/// @param id the command's
/// @param container whose it was
/// @param image the name by which it asked for its image
/// @param step it again, as a start with its parameters as they were written
public record EarlierCommand(
    CommandId id, ContainerName container, ImageReference image, Step step) {

  /// What a message in a host's command topic says; empty when it says no such thing, or only asked
  /// what would be done.
  public static Optional<EarlierCommand> of(HostName host, byte[] value) {
    try {
      return of(host, StrictJson.read(value));
    } catch (StrictJson.NotJsonException unreadable) {
      return Optional.empty();
    }
  }

  /// What a rollout asked of a host, in order.
  public static List<EarlierCommand> of(RolloutPlan plan, Target target) {
    return plan.work().stream().flatMap(step -> of(step, target).stream()).toList();
  }

  private static Optional<EarlierCommand> of(Step step, Target target) {
    try {
      return of(target.host(), RolloutCommands.payload(step, target, RolloutCommands.NO_ID, ""));
    } catch (RolloutCommands.UnknownVariableException neverSent) {
      return Optional.empty();
    }
  }

  private static Optional<EarlierCommand> of(HostName host, JsonNode payload) {
    RawMessage message =
        new RawMessage("earlier", 0, 0, Instant.EPOCH, CommandEncoder.bytes(payload), Map.of());
    return CommandDecoder.ofAnySize(host).decode(message)
            instanceof Reading.Understood(Envelope envelope)
        ? of(envelope, payload)
        : Optional.empty();
  }

  private static Optional<EarlierCommand> of(Envelope envelope, JsonNode payload) {
    if (envelope.checkMode()
        || !(envelope.command() instanceof Command.WithSpec asked)
        || !mode(asked).map(RunMode::detach).orElse(false)) {
      return Optional.empty();
    }
    Step step =
        new Step(
            Action.START_CONTAINER,
            payload.path("parameters").toString(),
            envelope.timeout(),
            payload.path("waitHealthy").asBoolean(false));
    return Optional.of(new EarlierCommand(envelope.id(), asked.name(), asked.spec().image(), step));
  }

  private static Optional<RunMode> mode(Command.WithSpec command) {
    return switch (command) {
      case Command.StartContainer start -> Optional.of(start.mode());
      case Command.RecreateOrRestartContainer made -> Optional.of(made.mode());
      case Command.CompareContainer _ -> Optional.empty();
    };
  }
}
