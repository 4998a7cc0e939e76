package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.event.Beginning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command whose answer is owed. Its message is handed out again, unless it is gone.
///
/// @param id the command's
/// @param digest the command's; null when its worker did not say
/// @param attempts how often it was begun
/// @param firstAt when it was first begun, by the host's clock; null when it was not
/// @param imageBefore the id of the local image that it was to pull again; null: it was not
/// @param beginning how it last began
/// @param gone whether its message is no longer in the command topic
public record Unanswered(
    CommandId id,
    @Nullable String digest,
    int attempts,
    @Nullable Instant firstAt,
    @Nullable String imageBefore,
    Beginning beginning,
    boolean gone) {}
