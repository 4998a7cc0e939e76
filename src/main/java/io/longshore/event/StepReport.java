package io.longshore.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step that was attempted, or in check mode would be.
///
/// @param name what kind of step: `createContainer`, `startUnit` …
/// @param target what it acted on
/// @param reason why it was planned
/// @param state how it went
/// @param startedAt null when it was only planned
/// @param duration null when it was only planned
public record StepReport(
    String name,
    String target,
    String reason,
    State state,
    @Nullable Instant startedAt,
    @Nullable Duration duration) {
  /// How a step went.
  public enum State {
    /// It changed something.
    CHANGED,
    /// Nothing was left for it to do.
    UNCHANGED,
    /// It failed, and no step after it was tried.
    FAILED,
    /// Check mode: it was not tried.
    PLANNED
  }
}
