package io.longshore.plan;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A volume as the engine lists it among others.
///
/// @param name as the engine has it; an anonymous one's is its id
/// @param mountPoint its directory on the host
/// @param createdAt null: not told
public record ListedVolume(
    String name,
    String driver,
    String mountPoint,
    @Nullable Instant createdAt,
    Map<String, String> labels) {}
