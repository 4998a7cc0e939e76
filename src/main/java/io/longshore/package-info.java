@NullMarked
package io.longshore;

import org.jspecify.annotations.NullMarked;
