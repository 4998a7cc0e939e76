package io.longshore.rollout;

import io.longshore.command.InvalidValueException;
import java.util.regex.Pattern;

/// The name of a rollout, chosen by whoever plans it: letters, digits, `.`, `_` and `-`, at most
/// 100 characters. A second rollout of the same name is the same rollout.
public record RolloutId(String text) {
  /// What a name is, as the end of "expected …".
  public static final String EXPECTED =
      "a name of at most 100 letters, digits, dots, dashes and underscores, starting with a letter or digit";

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

  /// @throws InvalidValueException when the text is not of that form
  public RolloutId {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException(EXPECTED, text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
