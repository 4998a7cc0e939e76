package io.longshore.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Says how the host is to deal with its other commands. It waits for none of them, and is taken in
/// although there is no room for more.
public sealed interface HostControl extends Command {
  @Override
  default Resource resource() {
    return Resource.OfHost.INSTANCE;
  }

  /// Calls another command off, as far as it has not come to its end.
  ///
  /// @param target the other command's id
  record CancelCommand(CommandId target) implements HostControl {
    @Override
    public Action action() {
      return Action.CANCEL_COMMAND;
    }
  }

  /// Keeps commands from being begun; those that were begun go on.
  ///
  /// @param duration for how long, more than none; null: for as long as the host remembers commands
  record FreezeHost(@Nullable Duration duration) implements HostControl {
    /// @throws InvalidValueException for no time at all
    public FreezeHost {
      if (duration != null && !duration.isPositive()) {
        throw new InvalidValueException("a time of more than none", duration.toString());
      }
    }

    @Override
    public Action action() {
      return Action.FREEZE_HOST;
    }
  }

  /// Ends a freeze.
  record ThawHost() implements HostControl {
    @Override
    public Action action() {
      return Action.THAW_HOST;
    }
  }
}
