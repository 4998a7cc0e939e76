package io.longshore.kafka;

import io.longshore.text.ReadFailure;
import java.nio.file.FileSystemException;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;

/// Why Kafka makes no client of the settings that it was given: a truststore that is not there,
/// say, which it tells of only at the end of a chain of causes.
public final class UnusableSettings {
  private static final String JAAS = "JAAS config";

  private UnusableSettings() {}

  /// What is wrong with them; empty when the failure is none of that kind, but a broker's answer or
  /// a failed login, and when Kafka says it plainly, by a [ConfigException].
  public static Optional<String> words(Throwable failure) {
    Throwable deepest = deepest(failure);
    boolean made =
        failure.getClass() != KafkaException.class
            || failure.getCause() == null
            || deepest instanceof ApiException
            || deepest instanceof ConfigException
            || deepest instanceof LoginException;
    return made ? Optional.empty() : Optional.of(words(failure, deepest));
  }

  /// Kafka's own words about JAAS may hold a piece of the password.
  private static String words(Throwable failure, Throwable deepest) {
    String end = String.valueOf(deepest.getMessage());
    if (end.contains(JAAS)) {
      return "sasl.jaas.config cannot be read; each value belongs in double quotes, with a backslash before each"
          + " double quote and backslash in it";
    }
    String why = deepest instanceof FileSystemException file ? ReadFailure.words(file) : end;
    String what = lastSentence(failure);
    return what == null || what.contains(why) ? why : what + ": " + why;
  }

  /// Wrappers that only repeat their cause say nothing.
  private static @Nullable String lastSentence(Throwable failure) {
    String sentence = null;
    for (Throwable each = failure; each.getCause() != null; each = each.getCause()) {
      String message = each.getMessage();
      if (message != null && !message.equals(each.getCause().toString())) {
        sentence = message;
      }
    }
    return sentence;
  }

  /// The last in the chain of causes.
  public static Throwable deepest(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last;
  }
}
