package io.longshore.command;

import java.util.regex.Pattern;

/// A container name by Podman's rule, at most 200 characters because it becomes part of a systemd
/// unit name.
public record ContainerName(String text) {
  /// The most characters.
  public static final int LONGEST = 200;

  private static final Pattern FORM =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,%d}".formatted(LONGEST - 1));

  /// @throws InvalidValueException when the text is not of that form
  public ContainerName {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException(
          "invalid name",
          "a container name of at most 200 letters, digits, dots, dashes and underscores, starting with a letter or digit",
          text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
