package io.longshore.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whose namespace a container uses (`nsmode` of Podman's specification).
public enum NamespaceMode {
  HOST,
  PRIVATE,
  SHAREABLE;

  /// The mode of that name; empty when there is none.
  public static Optional<NamespaceMode> named(String name) {
    return Arrays.stream(values()).filter(mode -> mode.engineName().equals(name)).findFirst();
  }

  /// Podman's word for it.
  public String engineName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
