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
    super("expected " + expected + ", got '" + shorten(got) + "'");
    this.expected = expected;
    this.got = shorten(got);
  }

  /// What would have been accepted.
  public String expected() {
    return expected;
  }

  /// The refused value, at most 120 characters of it.
  public String got() {
    return got;
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }
}
