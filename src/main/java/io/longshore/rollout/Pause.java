package io.longshore.rollout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A rest after a batch, such as the canary's.
///
/// @param afterBatch its number, from 1
/// @param time how long; null: until a person resumes
public record Pause(int afterBatch, @Nullable Duration time) {}
