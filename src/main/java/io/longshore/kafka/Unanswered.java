package io.longshore.kafka;

import io.longshore.command.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command whose answer is owed. Its message is handed out again, unless retention has removed
/// it.
///
/// @param id the command's
/// @param digest null when it was accepted only
/// @param attempts how often it was begun
/// @param firstAt when it was first begun, by the host's clock; null when it was not
public record Unanswered(
    CommandId id, @Nullable String digest, int attempts, @Nullable Instant firstAt) {}
