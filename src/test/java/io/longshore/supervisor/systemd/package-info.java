/// The adapter on real systemds.
@NullMarked
package io.longshore.supervisor.systemd;

import org.jspecify.annotations.NullMarked;
