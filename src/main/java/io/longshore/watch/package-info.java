/// How the worker is doing: which of the parts that it needs serve, what it has in hand, and what
/// it says of itself.
///
/// Knows the core and the ledger's ports, and no adapter: metrics, pages and Kafka read from here.
@NullMarked
package io.longshore.watch;

import org.jspecify.annotations.NullMarked;
