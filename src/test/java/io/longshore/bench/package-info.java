/// The benchmark `ops/bench`: each promise about speed beside the floor it is measured against, in
/// one run.
@NullMarked
package io.longshore.bench;

import org.jspecify.annotations.NullMarked;
