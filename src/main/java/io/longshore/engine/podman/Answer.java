package io.longshore.engine.podman;

import io.longshore.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What libpod answered: what was asked for, or a refusal, which may well be what the caller hoped
/// for.
sealed interface Answer<T> {
  /// A JSON document.
  Reader<JsonNode> JSON = (_, body) -> JsonMapper.shared().readTree(body);

  /// Whether it did anything: 304 says that it was so already.
  Reader<Boolean> CHANGED = (status, _) -> status != 304;

  /// It did as asked (status 2xx), or had nothing to do (304).
  record Done<T>(T value) implements Answer<T> {}

  /// It did not.
  record Refused<T>(Refusal refusal) implements Answer<T> {}

  /// The value, where no refusal is hoped for.
  ///
  /// @param attempt what was tried, as the end of "Podman cannot …"
  /// @throws EngineException when it was refused
  default T orThrow(String attempt) {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Refused<T>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  /// Makes a value of a successful answer. Runs on a thread that does input.
  interface Reader<T> {
    /// Reads the body of an answer.
    ///
    /// @param status 2xx, 304 or 101
    /// @throws IOException when the connection breaks
    T read(int status, InputStream body) throws IOException;
  }
}
