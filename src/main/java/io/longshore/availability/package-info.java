/// Whether what commands depend on answers: one gate a dependency, shared by all.
@NullMarked
package io.longshore.availability;

import org.jspecify.annotations.NullMarked;
