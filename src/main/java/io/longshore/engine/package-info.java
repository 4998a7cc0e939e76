/// Port to the container engine, in Longshore's own words. Adapters stand below.
@NullMarked
package io.longshore.engine;

import org.jspecify.annotations.NullMarked;
