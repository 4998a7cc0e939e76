/// What may be asked: actions, names, and the canonical form of every parameter.
///
/// Core: plain Java without I/O, clock, threads or libraries. Every value checks itself when it is
/// made, so that whoever holds one need not check again; a refused value says what was expected and
/// what came ([InvalidValueException]).
@NullMarked
package io.longshore.command;

import org.jspecify.annotations.NullMarked;
