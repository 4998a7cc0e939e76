package io.longshore.rollout;

import java.time.Duration;

/// Until when things must have happened.
///
/// @param host from a host's first command to the answer to its last; the proof has a time of its
///   own
/// @param whole from the rollout's first batch to its last answer; what is to be reverted then has
///   its time all the same
public record Deadlines(Duration host, Duration whole) {}
