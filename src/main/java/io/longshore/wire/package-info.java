/// Bytes to commands and events and back, as `schemas/` describes them. Knows `command` and
/// `event`, and no Kafka.
///
/// Start reading at [CommandDecoder] and [EventEncoder].
@NullMarked
package io.longshore.wire;

import org.jspecify.annotations.NullMarked;
