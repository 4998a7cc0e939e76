/// Adapter of the engine port: libpod's REST API over a unix socket.
@NullMarked
package io.longshore.engine.podman;

import org.jspecify.annotations.NullMarked;
