package io.longshore.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A local image as the engine reports it (`GET images/{ref}/json`).
///
/// @param id bare hexadecimal id
/// @param repoTags its full names with tags
/// @param repoDigests its full names with digests
/// @param labels never null, although the engine says null for none
/// @param volumes destinations of anonymous volumes (`Config.Volumes`)
/// @param healthcheck null: none
public record ObservedImage(
    String id,
    List<String> repoTags,
    List<String> repoDigests,
    Map<String, String> labels,
    Set<String> volumes,
    ObservedContainer.@Nullable ObservedHealthcheck healthcheck) {}
