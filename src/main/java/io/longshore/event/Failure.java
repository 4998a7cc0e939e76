package io.longshore.event;

import io.longshore.command.CommandId;
import org.jspecify.annotations.Nullable;

/// Why a command did not succeed.
///
/// @param kind the sort of failure, for programs
/// @param message one sentence for a person, with the reference's words where it has some
/// @param hint what to do about it; null when there is nothing useful to say
/// @param detail the engine's, systemd's or the parser's own words; null when there are none
/// @param pointer JSON pointer to the field at fault; null unless the command was refused for one
/// @param by the command that called it off or made it pointless; null for every other failure
public record Failure(
    FailureKind kind,
    String message,
    @Nullable String hint,
    @Nullable String detail,
    @Nullable String pointer,
    @Nullable CommandId by) {
  /// A failure that no other command brought about.
  public Failure(
      FailureKind kind,
      String message,
      @Nullable String hint,
      @Nullable String detail,
      @Nullable String pointer) {
    this(kind, message, hint, detail, pointer, null);
  }

  /// A failure that needs no more than its sentence.
  public static Failure of(FailureKind kind, String message) {
    return new Failure(kind, message, null, null, null);
  }

  /// A failure with a hint.
  public static Failure of(FailureKind kind, String message, String hint) {
    return of(kind, message, hint, null);
  }

  /// A failure with a hint and somebody's own words.
  public static Failure of(FailureKind kind, String message, String hint, @Nullable String detail) {
    return new Failure(kind, message, hint, detail, null);
  }
}
