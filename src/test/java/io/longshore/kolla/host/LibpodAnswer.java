package io.longshore.kolla.host;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer of libpod.
@SuppressWarnings("ArrayRecordComponent") // never compared
record LibpodAnswer(int status, byte[] body) {
  static LibpodAnswer of(int status) {
    return new LibpodAnswer(status, new byte[0]);
  }

  static LibpodAnswer of(int status, JsonNode document) {
    return new LibpodAnswer(status, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// An error as libpod tells it.
  static LibpodAnswer error(int status, String cause, String message) {
    return of(
        status,
        JsonMapper.shared()
            .createObjectNode()
            .put("cause", cause)
            .put("message", message)
            .put("response", status));
  }
}
