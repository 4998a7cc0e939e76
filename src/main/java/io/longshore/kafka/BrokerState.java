package io.longshore.kafka;

import org.jspecify.annotations.Nullable;

/// Whether Kafka does its part. Told once for every change.
///
/// @param part who speaks
/// @param trouble what keeps it from going on, for a person; null when nothing does
public record BrokerState(Part part, @Nullable String trouble) {
  /// Who speaks.
  public enum Part {
    /// Everything, at start.
    OPENING,
    /// The way of commands.
    COMMANDS,
    /// The way of results.
    RESULTS
  }
}
