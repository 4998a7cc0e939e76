package io.longshore.client;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The broker could not do what was asked. Its message is one sentence: what was tried and what
/// happened.
public final class BrokerTroubleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The sort of a trouble.
  public enum Kind {
    /// Nobody answers, or nobody who speaks as this client does: it may be another address, a
    /// broker that is away, or one that wants TLS or a login. Trying again may help.
    UNREACHABLE,
    /// The login is refused.
    LOGIN,
    /// TLS cannot be agreed on: a certificate is not trusted, or the broker speaks none.
    TLS,
    /// The broker's access rules forbid it.
    FORBIDDEN,
    /// The address or a client property is unusable.
    SETTINGS,
    /// There is no topic of that host.
    UNKNOWN_HOST,
    /// Anything else.
    OTHER
  }

  private final Kind kind;

  /// Trouble of no particular sort.
  ///
  /// @param message what was tried, what happened
  /// @param cause null when there is none
  public BrokerTroubleException(String message, @Nullable Throwable cause) {
    this(Kind.OTHER, message, cause);
  }

  /// @param message what was tried, what happened
  /// @param cause null when there is none
  public BrokerTroubleException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// The sort of it.
  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
