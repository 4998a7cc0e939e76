/// Proves from what stands in a host's two topics that the promises were kept, or names each place
/// where they were not. Core: records in, breaches out; knows `command` and `event`.
@NullMarked
package io.longshore.audit;

import org.jspecify.annotations.NullMarked;
