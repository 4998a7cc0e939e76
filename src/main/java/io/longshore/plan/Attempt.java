package io.longshore.plan;

import io.longshore.command.CommandId;
import io.longshore.event.Beginning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which try at a command this is. A second try must not repeat an effect of the first: what the
/// first has done is read from its evidence, the annotation [#COMMAND_ID] and start times that are
/// others than before it. A pull leaves neither, so that what was there before it is remembered.
///
/// @param commandId the command
/// @param number 1 for the first
/// @param firstStarted when the first try's `started` event became durable; null on a first try
/// @param imageBefore the id of the local image when the first try began to pull it again; null
///   when it did not, or there was none
/// @param beginning how the tries before began; plain on a first try
public record Attempt(
    CommandId commandId,
    int number,
    @Nullable Instant firstStarted,
    @Nullable String imageBefore,
    Beginning beginning) {
  /// The annotation that says which command made a container.
  public static final String COMMAND_ID = "io.longshore.command-id";

  /// A try at a command of whose beginning nothing else need be known.
  public Attempt(CommandId commandId, int number, @Nullable Instant firstStarted) {
    this(commandId, number, firstStarted, null, Beginning.PLAIN);
  }

  /// How this try begins with that plan. What the first one saw of the container counts: a later
  /// one may see what that has done.
  ///
  /// @param container as it is; null: there is none
  public Beginning begins(Plan.Proceed plan, @Nullable ObservedContainer container) {
    if (firstStarted != null) {
      return new Beginning(
          beginning.containerStarted(),
          beginning.containerEnded(),
          beginning.onlyWaits() && plan.onlyWaits(),
          null);
    }
    return container == null
        ? new Beginning(null, null, plan.onlyWaits(), null)
        : new Beginning(
            container.state().startedAt(), container.state().finishedAt(), plan.onlyWaits(), null);
  }

  /// Whether this command made that container, in this try or an earlier one.
  public boolean made(ObservedContainer container) {
    return commandId.text().equals(container.annotations().get(COMMAND_ID));
  }

  /// Whether that container ended since this command first began.
  public boolean endedSince(ObservedContainer container) {
    Instant ended = container.state().finishedAt();
    Instant started = container.state().startedAt();
    boolean isTheSameRun = started != null && started.equals(beginning.containerStarted());
    return isTheSameRun
        ? ended != null && !ended.equals(beginning.containerEnded())
        : isSince(ended);
  }

  /// Whether that container was started since this command first began. A clock that was set back
  /// in between gives a later start an earlier time.
  public boolean startedSince(ObservedContainer container) {
    Instant started = container.state().startedAt();
    return beginning.containerStarted() == null
        ? isSince(started)
        : started != null && !started.equals(beginning.containerStarted());
  }

  private boolean isSince(@Nullable Instant time) {
    return firstStarted != null && time != null && time.isAfter(firstStarted);
  }
}
