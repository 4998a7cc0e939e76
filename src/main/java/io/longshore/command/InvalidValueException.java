package io.longshore.command;

import java.util.Objects;

/// A value that breaks a rule of its type. Whoever read it from a document adds the place (a JSON
/// pointer).
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 120;

  private final String expected;

  /// @param expected what would have been accepted, as the end of "expected …"
  /// @param got the refused value as it came; shortened for showing, so never pass a secret
  public InvalidValueException(String expected, String got) {
    super("expected " + expected + ", got '" + shown(got) + "'");
    this.expected = expected;
  }

  /// @param complaint the reference's words for the fault, or another sentence that people know it
  ///   by
  /// @param expected what would have been accepted, as the end of "expected …"
  /// @param got the refused value as it came; shortened for showing, so never pass a secret
  public InvalidValueException(String complaint, String expected, String got) {
    super(shown(complaint) + "; expected " + expected + ", got '" + shown(got) + "'");
    this.expected = expected;
  }

  /// The whole as a sentence.
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /// What would have been accepted.
  public String expected() {
    return expected;
  }

  /// A text as it may be shown to a person: one line of at most 120 characters, control characters
  /// escaped, so that no value can forge a line of a log or steer a terminal.
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(SHOWN - 1L).forEach(character -> append(shown, character));
    boolean cut = text.codePointCount(0, text.length()) >= SHOWN;
    return cut ? shown.append('…').toString() : shown.toString();
  }

  /// Whether a text can be shown as it is: no control characters, no halves of characters, one
  /// line.
  public static boolean isPrintable(String text) {
    return isVisibleAscii(text) || text.codePoints().allMatch(InvalidValueException::isPrintable);
  }

  /// Most texts are, and this is many times as fast.
  private static boolean isVisibleAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void append(StringBuilder shown, int character) {
    if (isPrintable(character)) {
      shown.appendCodePoint(character);
    } else {
      shown.append("\\u").append("%04x".formatted(character));
    }
  }
}
