package io.longshore.ledger;

import io.longshore.event.Reading;
import java.time.Instant;

/// A message as it came.
///
/// @param offset its place in the host's command topic
/// @param appendedAt when the broker appended it, by the broker's clock: the only clock the ledger
///   goes by
/// @param reading what it says
public record Delivery(long offset, Instant appendedAt, Reading reading) {}
