package io.longshore.plan;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RunMode;

/// What both starting actions want.
record Wanted(ContainerSpec spec, ImageRequest request, RunMode mode) {
  ContainerName name() {
    return spec.name();
  }

  Lifecycle lifecycle() {
    return spec.lifecycle();
  }

  /// The same, and its end is not waited for.
  Wanted detached() {
    return new Wanted(spec, request, new RunMode(true, mode.removeOnExit(), mode.waitHealthy()));
  }
}
