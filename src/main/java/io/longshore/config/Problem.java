package io.longshore.config;

import io.longshore.command.InvalidValueException;
import io.longshore.logging.Redaction;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a configuration file. Never holds a secret.
///
/// @param pointer the JSON pointer of the value: `/engine/callLimit`; empty for the file as a whole
/// @param line the line, from 1; 0 when there is none
/// @param expected what would have been accepted, as the end of "expected …"
/// @param got what came instead, as the end of "got …"
/// @param nearest the known key that an unknown one resembles most
/// @param mayPass whether it may pass without the file being changed, as when a secret that it
///   names is not there yet
public record Problem(
    String pointer,
    int line,
    String expected,
    String got,
    @Nullable String nearest,
    boolean mayPass) {
  /// Masks what looks like a secret, and makes everything fit for one line of a terminal.
  public Problem {
    pointer = InvalidValueException.shown(pointer);
    got = InvalidValueException.shown(Redaction.BY_LOOK.redact(got));
  }

  Problem(String pointer, int line, String expected, String got) {
    this(pointer, line, expected, got, null, false);
  }

  /// One sentence: `line 4: /engine/callLimit: expected a duration …, got the text 'soon'`.
  public String message() {
    String where =
        (line > 0 ? "line " + line + ": " : "") + (pointer.isEmpty() ? "" : pointer + ": ");
    String hint = nearest == null ? "" : "; did you mean '" + nearest + "'?";
    return where + "expected " + expected + ", got " + got + hint;
  }
}
