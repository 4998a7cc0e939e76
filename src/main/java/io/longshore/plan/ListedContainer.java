package io.longshore.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container as the engine lists it among others: less than [ObservedContainer], for one call
/// however many there are. Neither variables nor the log of its health checks are in it.
///
/// @param name as the engine has it; may be longer than Longshore itself would allow
/// @param image the full name by which it was made
/// @param health of its health check, such as `healthy`; empty without one
/// @param createdAt null: not told
/// @param startedAt to the second; null: never started
/// @param endedAt to the second; null: it has not ended
/// @param exitCode meaningful only once it has ended
/// @param pid of its process on the host; 0: none
/// @param mountPoints where something is mounted inside
public record ListedContainer(
    String id,
    String name,
    String image,
    String imageId,
    ContainerStatus status,
    String health,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int exitCode,
    long pid,
    Map<String, String> labels,
    List<String> mountPoints) {}
