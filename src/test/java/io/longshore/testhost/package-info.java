/// Throwaway hosts with a real systemd, D-Bus and Podman for integration tests: the Java side of
/// `ops/testhost`.
@NullMarked
package io.longshore.testhost;

import org.jspecify.annotations.NullMarked;
