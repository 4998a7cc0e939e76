package io.longshore.client;

import io.longshore.event.Event;
import org.jspecify.annotations.Nullable;

/// An event as it was published.
///
/// @param event what it says
/// @param json its payload, word for word
/// @param commandOffset where the command that it accepts or answers lies in its topic; null for
///   other events, and where its worker does not say it
public record ResultMessage(Event event, String json, @Nullable Long commandOffset) {}
