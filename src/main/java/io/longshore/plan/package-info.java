/// What is there, what differs, what to do: pure planning. Core; knows `command` and `event`.
///
/// Everything here is a function of its arguments. Check mode, comparison and carrying out share
/// it.
@NullMarked
package io.longshore.plan;

import org.jspecify.annotations.NullMarked;
