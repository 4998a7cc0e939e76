package io.longshore.event;

/// What became of the container that another one was to replace, when the replacement failed.
///
/// @param restored whether the host is as it was before, as far as that container goes
/// @param message what holds now, as a sentence for a person
public record Rollback(boolean restored, String message) {}
