/// A host as a line of the cases describes it: a Podman that speaks HTTP over a unix socket, a
/// systemd in memory, and a real worker between them.
@NullMarked
package io.longshore.kolla.host;

import org.jspecify.annotations.NullMarked;
