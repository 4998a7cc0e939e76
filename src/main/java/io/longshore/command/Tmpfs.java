package io.longshore.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A memory file system: `destination[:option[,option…]]`.
///
/// @param destination an absolute, lexically clean path
/// @param options the options asked for, in their order; empty: the engine's defaults
public record Tmpfs(MountPath destination, Set<String> options) {
  private static final Pattern OPTION = Pattern.compile("[a-zA-Z_]+(=[a-zA-Z0-9_.%]+)?");

  /// @throws InvalidValueException for an option that cannot be one (which of the others exist is
  ///   for the engine to say)
  public Tmpfs {
    options = Collections.unmodifiableSet(new LinkedHashSet<>(options));
    for (String option : options) {
      if (!OPTION.matcher(option).matches()) {
        throw new InvalidValueException(
            "a mount option such as size=64m, mode=1777 or noexec", option);
      }
    }
  }

  /// Reads an item of the parameter `tmpfs`.
  ///
  /// @throws InvalidValueException when the destination is not an absolute path
  public static Tmpfs parse(String item) {
    int colon = item.indexOf(':');
    String destination = colon < 0 ? item : item.substring(0, colon);
    Set<String> options = new LinkedHashSet<>();
    if (colon >= 0) {
      options.addAll(Arrays.asList(item.substring(colon + 1).split(",")));
      options.remove("");
    }
    return new Tmpfs(path(destination), options);
  }

  private static MountPath path(String destination) {
    try {
      return new MountPath(destination);
    } catch (InvalidValueException refused) {
      throw new InvalidValueException("absolute path expected", refused.expected(), destination);
    }
  }
}
