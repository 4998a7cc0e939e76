package io.longshore.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Kafka could not do what was asked.
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String TLS_HINT =
      "Say below kafka.properties whether the broker speaks TLS (security.protocol) and whose certificates are trusted (ssl.truststore.location).";

  /// The sort of failure.
  public enum Kind {
    /// No broker answers.
    UNREACHABLE,
    /// A topic does not exist, and may not be made.
    TOPIC_MISSING,
    /// A topic is so set that the promises cannot be kept.
    TOPIC_UNFIT,
    /// The broker refuses this client, or what it asks for.
    REFUSED,
    /// A client setting is wrong.
    SETTING
  }

  private final Kind kind;
  private final String message;
  private final String hint;

  /// @param kind the sort of failure
  /// @param message what was tried, and what happened
  /// @param hint what an operator can do about it
  /// @param cause null when there is none
  public BrokerException(Kind kind, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.message = message;
    this.hint = hint;
  }

  /// The sort of failure.
  public Kind kind() {
    return kind;
  }

  /// What was tried, and what happened.
  @Override
  public String getMessage() {
    return message;
  }

  /// What an operator can do about it.
  public String hint() {
    return hint;
  }

  /// Whether the same may succeed later without anybody changing this worker's configuration.
  public boolean waitingHelps() {
    return switch (kind) {
      case UNREACHABLE, TOPIC_MISSING -> true;
      case TOPIC_UNFIT, REFUSED, SETTING -> false;
    };
  }

  /// What a failure of Kafka's client means.
  ///
  /// @param attempt what was tried, as the beginning of a sentence
  static BrokerException of(String attempt, Throwable failure) {
    Throwable cause =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Kind kind = kind(cause);
    if (cause instanceof SslAuthenticationException) {
      // Of TLS only the last in the chain of causes says what went wrong.
      String words = UnusableSettings.deepest(cause).getMessage();
      return new BrokerException(kind, attempt + ": no TLS: " + words, TLS_HINT, cause);
    }
    String hint =
        cause instanceof InvalidTxnTimeoutException
            ? "Raise transaction.max.timeout.ms at the broker, or lower kafka.properties' transaction.timeout.ms."
            : hint(kind);
    return new BrokerException(kind, attempt + ": " + words(cause), hint, cause);
  }

  private static Kind kind(Throwable cause) {
    Throwable root = cause.getCause() instanceof ConfigException config ? config : cause;
    return switch (root) {
      case UnknownTopicOrPartitionException _ -> Kind.TOPIC_MISSING;
      case RetriableException _, java.util.concurrent.TimeoutException _ -> Kind.UNREACHABLE;
      case ConfigException config when words(config).contains("bootstrap") -> Kind.UNREACHABLE;
      case ConfigException _ -> Kind.SETTING;
      case AuthenticationException _, AuthorizationException _ -> Kind.REFUSED;
      default -> UnusableSettings.words(root).isPresent() ? Kind.SETTING : Kind.REFUSED;
    };
  }

  private static String words(Throwable cause) {
    if (cause instanceof java.util.concurrent.TimeoutException) {
      return "no answer";
    }
    Throwable told = cause.getCause() instanceof ConfigException config ? config : cause;
    String message = UnusableSettings.words(told).orElse(told.getMessage());
    return message == null ? told.getClass().getSimpleName() : message;
  }

  private static String hint(Kind kind) {
    return switch (kind) {
      case UNREACHABLE ->
          "Check kafka.bootstrap, that the broker runs, that its name resolves and its port can be reached from here, and that both sides agree on TLS and login (security.protocol).";
      case TOPIC_MISSING -> "Create the topic, or let the worker create it (kafka.createTopics).";
      case TOPIC_UNFIT -> "Change the topic's settings.";
      case REFUSED -> "Check the credentials, and the rights (ACLs) they have on the broker.";
      case SETTING -> "Correct the setting below kafka.";
    };
  }
}
