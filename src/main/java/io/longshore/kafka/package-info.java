/// The adapter to Kafka: commands in, events out, and what was answered before. Implements the
/// ports of `ledger`.
///
/// Start reading at [KafkaConnection], which opens everything in the order that keeps the promises.
@NullMarked
package io.longshore.kafka;

import org.jspecify.annotations.NullMarked;
