/// The contract of the engine port, a double that keeps it, and the tests that run the contract on
/// both.
@NullMarked
package io.longshore.engine;

import org.jspecify.annotations.NullMarked;
