package io.longshore.availability;

import java.time.Instant;

/// A time in which something does not answer.
///
/// @param since when that was found, by the host's clock
/// @param reason what the first probe met, for a person
public record Outage(Instant since, String reason) {}
