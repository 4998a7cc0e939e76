package io.longshore.wire;

import io.longshore.command.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which command a message is, whether or not it breaks a rule.
///
/// @param id the command's; made from topic, partition and offset where none can be read
/// @param digest of the command, 64 hexadecimal digits; null when the message is no JSON object
/// @param notBefore it is not begun before; null when it is to be at once, or none can be read
/// @param notAfter its binding deadline; null when it has none, or none can be read
public record CommandIdentity(
    CommandId id,
    @Nullable String digest,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {}
