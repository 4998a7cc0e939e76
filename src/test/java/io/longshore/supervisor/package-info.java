/// The port's fake, and what both the fake and the real systemd keep.
@NullMarked
package io.longshore.supervisor;

import org.jspecify.annotations.NullMarked;
