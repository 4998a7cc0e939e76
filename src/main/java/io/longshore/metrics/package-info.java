/// The worker's figures as Prometheus reads them, kept by Micrometer, which only this package
/// knows.
@NullMarked
package io.longshore.metrics;

import org.jspecify.annotations.NullMarked;
