package io.longshore.plan;

/// What `kolla_set_configs --check` said inside the container.
///
/// @param exitCode 0: as configured; 1: differs; 126 and 127: there is no such program
/// @param output both streams, decoded leniently
public record ConfigCheck(int exitCode, String output) {}
