package io.longshore.watch;

import java.time.Duration;

/// How the way of results is doing, since the process began.
///
/// @param queued events that wait to be made durable
/// @param oldest how long the oldest of them has waited; zero when there is none
/// @param transactions that were committed
/// @param failures tries that failed and were made again
/// @param dropped events that nobody waits for, dropped because too much was queued
public record PublisherFigures(
    int queued, Duration oldest, long transactions, long failures, long dropped) {}
