/// The commands that a person types, one class each, and the putting together of a worker.
@NullMarked
package io.longshore.cli;

import org.jspecify.annotations.NullMarked;
