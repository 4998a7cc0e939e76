package io.longshore.ledger;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import java.time.Instant;

/// A container that a command has run to its end and that is to be removed, its result being
/// durable. Whether it was is not known.
///
/// @param command whose result says so
/// @param name the container's
/// @param at when the result was given, by the host's clock: the container had ended before
public record Leftover(CommandId command, ContainerName name, Instant at) {}
