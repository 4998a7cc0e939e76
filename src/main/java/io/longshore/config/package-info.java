/// The worker's configuration: one YAML file, read once, every problem reported at once.
///
/// [io.longshore.config.ConfigReader] reads the shape, which `schemas/worker-config.schema.json`
/// also tells to editors; the records check the rest themselves. The file is not validated by the
/// schema at start, because loading a validator would take longer than all else that a start does;
/// a test holds the two together.
@NullMarked
package io.longshore.config;

import org.jspecify.annotations.NullMarked;
