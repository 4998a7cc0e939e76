package io.longshore.command;

import java.util.Locale;

/// Whose namespace a container uses (`nsmode` of Podman's specification).
public enum NamespaceMode {
  HOST,
  PRIVATE,
  SHAREABLE;

  /// Podman's word for it.
  public String engineName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
