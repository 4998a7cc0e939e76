package io.longshore.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The parameter `state`: the container state in which a comparison finds no difference.
public enum DesiredState {
  RUNNING,
  EXITED,
  PAUSED;

  /// The state of that name; empty when there is none.
  public static Optional<DesiredState> named(String name) {
    return Arrays.stream(values()).filter(state -> state.engineName().equals(name)).findFirst();
  }

  /// Podman's word for it in `State.Status`.
  public String engineName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
