package io.longshore.command;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/// A memory file system: `destination[:option[,option…]]`.
///
/// @param destination an absolute, lexically clean path
/// @param options the options asked for, in their order; empty: the engine's defaults
public record Tmpfs(MountPath destination, Set<String> options) {
  public Tmpfs {
    options = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(options));
  }

  /// Reads an item of the parameter `tmpfs`.
  ///
  /// @throws InvalidValueException when the destination is not an absolute path
  public static Tmpfs parse(String item) {
    int colon = item.indexOf(':');
    if (colon < 0) {
      return new Tmpfs(new MountPath(item), Set.of());
    }
    Set<String> options = new LinkedHashSet<>(Arrays.asList(item.substring(colon + 1).split(",")));
    options.remove("");
    return new Tmpfs(new MountPath(item.substring(0, colon)), options);
  }
}
