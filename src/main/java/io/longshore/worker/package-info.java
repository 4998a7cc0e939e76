/// The way of a command: observe, plan, execute, answer; and the lanes in which commands run side
/// by side.
///
/// Knows the core and the ports, never an adapter.
@NullMarked
package io.longshore.worker;

import org.jspecify.annotations.NullMarked;
