package io.longshore.client;

import io.longshore.event.Event;

/// An event as it was published.
///
/// @param event what it says
/// @param json its payload, word for word
public record ResultMessage(Event event, String json) {}
