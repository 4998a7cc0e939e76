package io.longshore.supervisor.systemd;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A call over D-Bus that brought no result. Stays in this package: [Failures] makes of it what
/// operators read.
final class BusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String errorName;

  private BusException(Reason reason, String errorName, String words, @Nullable Throwable cause) {
    super(words, cause);
    this.reason = reason;
    this.errorName = errorName;
  }

  /// Answered with an error of that D-Bus name.
  static BusException answered(String errorName, String words) {
    return new BusException(Reason.ANSWERED, errorName, words, null);
  }

  /// The connection, or systemd at its other end, went away before the answer: whether the call was
  /// heard is not known.
  static BusException lost(String words) {
    return new BusException(Reason.LOST, "", words, null);
  }

  static BusException silent(String words) {
    return new BusException(Reason.SILENT, "", words, null);
  }

  static BusException unreachable(Throwable cause) {
    return new BusException(
        Reason.UNREACHABLE,
        "",
        Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
        cause);
  }

  static BusException interrupted() {
    Thread.currentThread().interrupt();
    return new BusException(Reason.INTERRUPTED, "", "interrupted", null);
  }

  Reason reason() {
    return reason;
  }

  /// The error's name on the bus; empty unless the reason is [Reason#ANSWERED].
  String errorName() {
    return errorName;
  }

  String words() {
    return Objects.requireNonNullElse(getMessage(), "");
  }

  /// Whether waiting longer might have brought an answer.
  boolean outOfTime() {
    return switch (reason) {
      case SILENT, LOST -> true;
      case ANSWERED, UNREACHABLE, INTERRUPTED -> false;
    };
  }

  boolean named(String name) {
    return errorName.equals(name);
  }

  enum Reason {
    ANSWERED,
    LOST,
    SILENT,
    UNREACHABLE,
    INTERRUPTED
  }
}
