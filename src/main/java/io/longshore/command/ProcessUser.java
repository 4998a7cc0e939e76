package io.longshore.command;

import java.util.regex.Pattern;

/// Whom a program in a container runs as: `user[:group]`, each a name or a number. Whether the
/// container knows them is for the engine to say.
public record ProcessUser(String text) {
  private static final String PART = "[a-zA-Z0-9_][a-zA-Z0-9_.@$-]{0,63}";
  private static final Pattern FORM = Pattern.compile(PART + "(?::" + PART + ")?");

  /// The user with every right inside.
  public static final ProcessUser ROOT = new ProcessUser("root");

  /// @throws InvalidValueException when the text is not of that form
  public ProcessUser {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException("a user or user:group, by names or numbers", text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
