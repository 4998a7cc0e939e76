package io.longshore.cli.text;

import io.longshore.command.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Text from containers and messages as it may be printed: what could move the cursor, change
/// colours, reorder letters or forge a line is shown as its escape (`\u001b`) instead of sent to
/// the terminal.
public final class TerminalText {
  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private TerminalText() {}

  /// The text in one line; line breaks and tabs are shown as `\n` and `\t`.
  public static String line(String text) {
    return visible(text, false);
  }

  /// The text's lines, each made safe; tabs stay. What follows the last line break is a line only
  /// when it is not empty.
  public static List<String> lines(String text) {
    String[] lines = LINE_END.split(text, -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    return Arrays.stream(lines).limit(count).map(line -> visible(line, true)).toList();
  }

  /// The text in one line of at most that many characters; a longer one ends in `…`.
  public static String shortened(String text, int longest) {
    String shown = line(text);
    return shown.codePointCount(0, shown.length()) <= longest
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /// JSON that was made elsewhere, on one line: what a terminal would obey is written as its
  /// escape, which is the same JSON.
  public static String json(String json) {
    if (InvalidValueException.isPrintable(json)) {
      return json;
    }
    StringBuilder shown = new StringBuilder(json.length() + 16);
    json.codePoints().forEach(character -> appendJson(shown, character));
    return shown.toString();
  }

  private static String visible(String text, boolean withTabs) {
    if (InvalidValueException.isPrintable(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(shown, character, withTabs));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int character, boolean withTabs) {
    switch (character) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append(withTabs ? "\t" : "\\t");
      default -> appendJson(shown, character);
    }
  }

  private static void appendJson(StringBuilder shown, int character) {
    String text = Character.toString(character);
    if (InvalidValueException.isPrintable(text)) {
      shown.append(text);
    } else {
      text.chars().forEach(unit -> shown.append("\\u%04x".formatted(unit)));
    }
  }
}
