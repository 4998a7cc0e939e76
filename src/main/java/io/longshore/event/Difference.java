package io.longshore.event;

import org.jspecify.annotations.Nullable;

/// One aspect in which a container is not as asked for. Values are for people; secret ones are
/// never among them.
///
/// @param aspect the reference's name for it: `environment`, `image`, `container_missing` …
/// @param current what was found; null when there is nothing
/// @param desired what was asked for; null when nothing was
/// @param rule why this counts as a difference, as a sentence
public record Difference(
    String aspect, @Nullable String current, @Nullable String desired, String rule) {}
