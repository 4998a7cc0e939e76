package io.longshore.plan;

import io.longshore.command.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which try at a command this is. A second try must not repeat an effect of the first: what the
/// first has done is read from its evidence, the annotation [#COMMAND_ID] and start times after
/// [#firstStarted]. A pull leaves neither, so that what was there before it is remembered.
///
/// @param commandId the command
/// @param number 1 for the first
/// @param firstStarted when the first try's `started` event became durable; null on a first try
/// @param imageBefore the id of the local image when the first try began to pull it again; null
///   when it did not, or there was none
public record Attempt(
    CommandId commandId, int number, @Nullable Instant firstStarted, @Nullable String imageBefore) {
  /// The annotation that says which command made a container.
  public static final String COMMAND_ID = "io.longshore.command-id";

  /// A try at a command that pulls no local image again.
  public Attempt(CommandId commandId, int number, @Nullable Instant firstStarted) {
    this(commandId, number, firstStarted, null);
  }

  /// Whether this command made that container, in this try or an earlier one.
  public boolean made(ObservedContainer container) {
    return commandId.text().equals(container.annotations().get(COMMAND_ID));
  }

  /// Whether that container ended since this command first began.
  public boolean endedSince(ObservedContainer container) {
    Instant ended = container.state().finishedAt();
    return firstStarted != null && ended != null && ended.isAfter(firstStarted);
  }

  /// Whether that container was started since this command first began.
  public boolean startedSince(ObservedContainer container) {
    Instant started = container.state().startedAt();
    return firstStarted != null && started != null && started.isAfter(firstStarted);
  }
}
