package io.longshore.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a command begins, as far as the next start has to know it. Stands in the event's headers and
/// not in its payload.
///
/// @param containerStarted when its container had last been started by then; null: it never was, is
///   not there, or this is not known
/// @param containerEnded when that container had last ended by then; null: it never had
/// @param onlyWaits whether nothing is done but to wait for what goes on by itself, or to tidy up
/// @param frozenUntil when the freeze ends that holds from then on; null: it freezes nothing
public record Beginning(
    @Nullable Instant containerStarted,
    @Nullable Instant containerEnded,
    boolean onlyWaits,
    @Nullable Instant frozenUntil) {
  /// Of a command of which nothing of that is to be known.
  public static final Beginning PLAIN = new Beginning(null, null, false, null);

  /// Of a command that freezes its host.
  public static Beginning freezing(Instant until) {
    return new Beginning(null, null, false, until);
  }
}
