package io.longshore.plan;

import io.longshore.command.ContainerName;

/// The names that two containers have while one replaces the other.
public final class ReplacementNames {
  private static final String NEXT = ".longshore-new";
  private static final String PREVIOUS = ".longshore-old";

  private ReplacementNames() {}

  /// The name under which the new container is made, before the old one is touched.
  public static ContainerName next(ContainerName name) {
    return derived(name, NEXT);
  }

  /// The name under which the old container waits until the new one runs.
  public static ContainerName previous(ContainerName name) {
    return derived(name, PREVIOUS);
  }

  /// A name that leaves no room for the suffix loses its middle and is told apart by its hash.
  private static ContainerName derived(ContainerName name, String suffix) {
    String text = name.text();
    int room = ContainerName.LONGEST - suffix.length();
    if (text.length() <= room) {
      return new ContainerName(text + suffix);
    }
    String hash = Integer.toHexString(text.hashCode());
    return new ContainerName(text.substring(0, room - hash.length() - 1) + "." + hash + suffix);
  }
}
