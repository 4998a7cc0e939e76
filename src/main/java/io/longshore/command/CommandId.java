package io.longshore.command;

import java.util.Optional;

/// What tells one command from every other: chosen by whoever asks, 1 to 128 visible ASCII
/// characters (a UUID, say). Sending the same id again asks for the same answer, not for the same
/// work.
public record CommandId(String text) {
  /// Most characters.
  public static final int LONGEST = 128;

  /// @throws InvalidValueException when the text is not of that form
  public CommandId {
    if (!isOfThatForm(text)) {
      throw new InvalidValueException("an id of 1 to 128 visible ASCII characters", text);
    }
  }

  /// The id of that text; empty when the text is not of that form.
  public static Optional<CommandId> find(String text) {
    return isOfThatForm(text) ? Optional.of(new CommandId(text)) : Optional.empty();
  }

  private static boolean isOfThatForm(String text) {
    return !text.isEmpty() && text.length() <= LONGEST && isVisible(text);
  }

  /// Without a pattern: an auditor reads millions.
  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
