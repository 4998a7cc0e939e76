package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.ledger.Ledger;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the result topic tells at start.
///
/// @param ledger every command answered or begun within the dedupe window
/// @param unanswered commands that were accepted or begun and not answered, in the order in which
///   they came
/// @param done which messages of the command topic are done, counted from its first
/// @param events how many events were read
record Recovered(Ledger ledger, List<Unanswered> unanswered, BitSet done, long events) {

  /// A command whose answer is owed. Its message is handed out again, unless retention has removed
  /// it.
  ///
  /// @param id the command's
  /// @param digest null when it was accepted only
  /// @param attempts how often it was begun
  /// @param firstAt when it was first begun, by the host's clock; null when it was not
  public record Unanswered(
      CommandId id, @Nullable String digest, int attempts, @Nullable Instant firstAt) {}
}
