package io.longshore.audit;

import io.longshore.event.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an event in a result topic says to an auditor. Events that end nothing and begin nothing
/// are left out.
public sealed interface Told {
  /// Its place.
  long offset();

  /// A command's first effect follows.
  ///
  /// @param id the command's
  /// @param at when, by the host's clock
  /// @param attempt from 1
  record Begun(long offset, String id, Instant at, int attempt) implements Told {}

  /// A terminal event.
  ///
  /// @param id the command's
  /// @param message which message it answers; null when it does not say
  /// @param ending what it came to
  /// @param link its place in the chain
  record Ended(long offset, String id, @Nullable MessagePlace message, Ending ending, Link link)
      implements Told {}

  /// The answer to a message whose id had come before.
  ///
  /// @param id the command's
  /// @param message which message it answers; null when it does not say
  record Repeated(long offset, String id, @Nullable MessagePlace message) implements Told {}

  /// What no worker of a known version writes.
  ///
  /// @param why what is wrong with it
  record Unreadable(long offset, String why) implements Told {}

  /// A place in a command topic.
  ///
  /// @param topicId Kafka's id of the topic: one made again under the same name has another
  record MessagePlace(String topicId, long offset) {}

  /// How a command ended.
  ///
  /// @param resource whose order it keeps; null when it keeps none
  /// @param digest of the command; null when the event does not say
  /// @param begun whether its turn had come; false when it was answered while it waited
  record Ending(
      Outcome outcome, @Nullable String resource, @Nullable String digest, boolean begun) {}

  /// A terminal event's place in the chain, as [io.longshore.event.ResultDigest] has it.
  ///
  /// @param previous the digest of the terminal event before, as this one says; null: it says none
  /// @param own its own digest, as it says; null: it says none
  /// @param computed its own digest, computed from `previous` and its payload
  record Link(@Nullable String previous, @Nullable String own, String computed) {}
}
