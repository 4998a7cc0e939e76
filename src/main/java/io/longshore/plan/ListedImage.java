package io.longshore.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A local image as the engine lists it among others.
///
/// @param id bare hexadecimal id
/// @param repoTags its full names with tags; empty: it has none
/// @param repoDigests its full names with digests
/// @param createdAt when it was built, to the second; null: not told
/// @param size bytes on disk, its layers included
public record ListedImage(
    String id,
    List<String> repoTags,
    List<String> repoDigests,
    @Nullable Instant createdAt,
    long size,
    Map<String, String> labels) {}
