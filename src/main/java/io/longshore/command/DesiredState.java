package io.longshore.command;

import java.util.Locale;

/// The parameter `state`: the container state in which a comparison finds no difference.
public enum DesiredState {
  RUNNING,
  EXITED,
  PAUSED;

  /// Podman's word for it in `State.Status`.
  public String engineName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
