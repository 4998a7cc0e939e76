package io.longshore.command;

import java.util.regex.Pattern;

/// The name of a managed host as it stands in topic names: letters, digits, `.`, `_` and `-`, at
/// most 200 characters.
public record HostName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,199}");

  /// @throws InvalidValueException when the text is not of that form
  public HostName {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException(
          "a host name of at most 200 letters, digits, dots, dashes and underscores, starting with a letter or digit",
          text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
