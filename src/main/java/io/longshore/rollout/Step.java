package io.longshore.rollout;

import io.longshore.command.Action;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One command of the several that each host gets in turn.
///
/// @param action what to do
/// @param parameters a JSON object in which `{{ name }}` stands for a host's variable
/// @param timeout the longest time from start to result; null: the worker's own limit
/// @param waitHealthy whether the container must also become healthy
public record Step(
    Action action, String parameters, @Nullable Duration timeout, boolean waitHealthy) {}
