package io.longshore.worker;

import io.longshore.command.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What every step of a command shares.
///
/// @param command whose steps these are
/// @param deadline when the command's own `timeout` is over, by a [SteadyClock]; null: it has none
/// @param progress takes lines for a person while something long goes on
/// @param live takes what a process writes while it runs; null: nobody follows it
/// @param stop tells when the command is called off
record StepContext(
    CommandId command,
    @Nullable Instant deadline,
    Consumer<String> progress,
    @Nullable LiveOutput live,
    StopSignal stop) {

  /// Of a command that nobody follows or calls off.
  StepContext(CommandId command, @Nullable Instant deadline, Consumer<String> progress) {
    this(command, deadline, progress, null, new StopSignal());
  }

  /// That limit, or what is left of the command's own time where that is less; never negative.
  Duration within(Duration limit, Instant now) {
    if (deadline == null) {
      return limit;
    }
    Duration left = Duration.between(now, deadline);
    Duration shorter = left.compareTo(limit) < 0 ? left : limit;
    return shorter.isNegative() ? Duration.ZERO : shorter;
  }

  /// The same without the command's own limit and whoever calls it off, for what has to be done
  /// whatever happens.
  StepContext untilDone() {
    return new StepContext(command, null, progress);
  }

  /// The same for no longer than that, whoever calls it off.
  StepContext briefly(Duration limit, Instant now) {
    return new StepContext(command, now.plus(within(limit, now)), progress);
  }

  /// What is left of the command's own time; that limit where it has none. Never negative.
  Duration orOwn(Duration otherwise, Instant now) {
    return deadline == null ? otherwise : within(Duration.between(now, deadline), now);
  }

  /// Whether the command's own time is over.
  boolean over(Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }
}
