package io.longshore.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a command into its words as Python's `shlex.split` does in POSIX mode, which the
/// reference uses: deployed commands were written against its rules, and no well-kept Java library
/// has exactly these.
///
/// Blanks are space, tab, carriage return and line feed. Single quotes take everything literally;
/// in double quotes a backslash escapes only `"` and `\`; outside of quotes it escapes any
/// character. There are no comments and no expansions.
public final class CommandLine {
  private static final int END = -1;

  private final String text;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private int position;

  private CommandLine(String text) {
    this.text = text;
  }

  /// The words of a command; empty when there are only blanks.
  ///
  /// @throws InvalidValueException with `shlex`'s words: `No closing quotation` or `No escaped
  ///   character`
  public static List<String> split(String text) {
    return List.copyOf(new CommandLine(text).split());
  }

  private List<String> split() {
    for (int next = take(); next != END; next = take()) {
      switch (next) {
        case ' ', '\t', '\r', '\n' -> endWord();
        case '\'' -> takeSingleQuoted();
        case '"' -> takeDoubleQuoted();
        case '\\' -> openWord().append((char) takeEscaped());
        default -> openWord().append((char) next);
      }
    }
    endWord();
    return words;
  }

  private void takeSingleQuoted() {
    StringBuilder open = openWord();
    for (int next = takeQuoted(); next != '\''; next = takeQuoted()) {
      open.append((char) next);
    }
  }

  private void takeDoubleQuoted() {
    StringBuilder open = openWord();
    for (int next = takeQuoted(); next != '"'; next = takeQuoted()) {
      if (next != '\\') {
        open.append((char) next);
        continue;
      }
      int escaped = takeEscaped();
      if (escaped != '"' && escaped != '\\') {
        open.append('\\');
      }
      open.append((char) escaped);
    }
  }

  private int takeQuoted() {
    int next = take();
    if (next == END) {
      throw unfinished("No closing quotation", "every quote to be closed");
    }
    return next;
  }

  private int takeEscaped() {
    int next = take();
    if (next == END) {
      throw unfinished("No escaped character", "a character after the last backslash");
    }
    return next;
  }

  private int take() {
    return position < text.length() ? text.charAt(position++) : END;
  }

  private StringBuilder openWord() {
    if (word == null) {
      word = new StringBuilder();
    }
    return word;
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  /// Commands hold passwords at times, so none of the text is shown.
  private InvalidValueException unfinished(String complaint, String expected) {
    return new InvalidValueException(
        complaint, expected, "a text of " + text.length() + " characters");
  }
}
