package io.longshore.command;

import java.util.Arrays;
import java.util.stream.Collectors;

/// An absolute path, cleaned lexically: no `//`, no `/./`, no trailing slash. Symbolic links are
/// not looked at.
public record MountPath(String text) {
  /// @throws InvalidValueException for a relative path, or one with `..` or NUL
  public MountPath {
    if (!text.startsWith("/")
        || text.indexOf('\0') >= 0
        || Arrays.asList(text.split("/")).contains("..")) {
      throw new InvalidValueException("an absolute path without '..'", text);
    }
    text =
        Arrays.stream(text.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/", "/", ""));
  }

  @Override
  public String toString() {
    return text;
  }
}
