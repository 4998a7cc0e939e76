package io.longshore.campaign;

/// A command message as a scheduler sends it.
///
/// @param id the command's; what no worker can read has none, and this is a name for people
/// @param key of its resource
/// @param payload JSON, unless it is meant to be unreadable
record Message(String id, String key, String payload) {}
