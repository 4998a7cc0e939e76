package io.longshore.command;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// An item of the parameter `volumes` in canonical form.
///
/// @param kind what is mounted
/// @param source an absolute path for a bind, a volume's name, or `devpts`
/// @param destination where it is seen in the container
/// @param options the options the item gave, in their order; the engine's defaults are not among
///   them
public record Mount(Kind kind, String source, MountPath destination, Set<String> options) {
  /// What is mounted.
  public enum Kind {
    BIND,
    VOLUME,
    DEVPTS;

    /// What is mounted from that source: an absolute path, `devpts`, or else a volume.
    public static Kind of(String source) {
      if (source.startsWith("/")) {
        return BIND;
      }
      return source.equals("devpts") ? DEVPTS : VOLUME;
    }
  }

  public Mount {
    options = Collections.unmodifiableSet(new LinkedHashSet<>(options));
  }

  /// Reads `source:destination[:options]`; options are separated by commas.
  ///
  /// @throws InvalidValueException with the reference's words `Wrong format of volume: …` for
  ///   anything else
  public static Mount parse(String item) {
    return MountParser.parse(item);
  }

  /// Whether the container may not write through it.
  public boolean readOnly() {
    return options.contains("ro");
  }
}
