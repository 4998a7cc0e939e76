package io.longshore.command;

import java.util.regex.Pattern;

/// What tells one command from every other: chosen by whoever asks, 1 to 128 visible ASCII
/// characters (a UUID, say). Sending the same id again asks for the same answer, not for the same
/// work.
public record CommandId(String text) {
  private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

  /// @throws InvalidValueException when the text is not of that form
  public CommandId {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException("an id of 1 to 128 visible ASCII characters", text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
