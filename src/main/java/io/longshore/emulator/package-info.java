/// Hosts that are only emulated: a container engine in memory that keeps the port's contract, for
/// tests and for rollouts over more hosts than there are.
@NullMarked
package io.longshore.emulator;

import org.jspecify.annotations.NullMarked;
