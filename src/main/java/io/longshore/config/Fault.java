package io.longshore.config;

/// One value that breaks a rule of its record.
///
/// @param key where, below the record's own place: `callLimit`, `properties/acks`
/// @param expected what would have been accepted, as the end of "expected …"
/// @param got what came, as the end of "got …"; never a secret
public record Fault(String key, String expected, String got) {}
