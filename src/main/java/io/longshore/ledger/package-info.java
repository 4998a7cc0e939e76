/// What was asked of this host and what has been answered, and the ports through which both are
/// read and written.
///
/// Knows the core only. Kafka's adapter implements the ports; the worker uses them.
@NullMarked
package io.longshore.ledger;

import org.jspecify.annotations.NullMarked;
