package io.longshore.command;

/// A value that breaks a rule of its type. Whoever read it from a document adds the place (a JSON pointer).
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 120;

  private final String expected;
  private final String got;

  /// @param expected what would have been accepted, as the end of "expected …"
  /// @param got the refused value as it came; shortened for showing, so never pass a secret
  public InvalidValueException(String expected, String got) {
    super("expected " + expected + ", got '" + shown(got) + "'");
    this.expected = expected;
    this.got = shown(got);
  }

  /// @param complaint the reference's words for the fault, or another sentence that people know it by
  /// @param expected what would have been accepted, as the end of "expected …"
  /// @param got the refused value as it came; shortened for showing, so never pass a secret
  public InvalidValueException(String complaint, String expected, String got) {
    super(shown(complaint) + "; expected " + expected + ", got '" + shown(got) + "'");
    this.expected = expected;
    this.got = shown(got);
  }

  /// What would have been accepted.
  public String expected() {
    return expected;
  }

  /// The refused value, at most 120 characters of it, safe to print.
  public String got() {
    return got;
  }

  /// A text as it may be shown to a person: one line of at most 120 characters, control characters escaped, so that no
  /// value can forge a line of a log or steer a terminal.
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(SHOWN - 1L).forEach(character -> append(shown, character));
    boolean cut = text.codePointCount(0, text.length()) >= SHOWN;
    return cut ? shown.append('…').toString() : shown.toString();
  }

  private static void append(StringBuilder shown, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append("\\u").append("%04x".formatted(character));
      default -> shown.appendCodePoint(character);
    }
  }
}
