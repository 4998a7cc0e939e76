package io.longshore.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message in a command topic.
///
/// @param offset its place
/// @param appendedAt when the broker took it
/// @param id the command's; where none can be read, the name that its answer has to go by
/// @param digest of the command, at least 16 hexadecimal digits; null when it is no JSON
/// @param notBefore it is not begun before; null when it is to be at once or none can be read
/// @param notAfter its binding deadline; null when it has none or none can be read
public record Asked(
    long offset,
    Instant appendedAt,
    String id,
    @Nullable String digest,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {}
