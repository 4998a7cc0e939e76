package io.longshore.ledger;

import io.longshore.event.Reading;

/// A message as it came.
///
/// @param offset its place in the host's command topic
/// @param reading what it says
public record Delivery(long offset, Reading reading) {}
