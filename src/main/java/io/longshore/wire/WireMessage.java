package io.longshore.wire;

import java.util.Map;

/// A message as it is to be sent.
///
/// @param key the message key
/// @param value JSON in UTF-8
/// @param headers the CloudEvents attributes and the content type
@SuppressWarnings("ArrayRecordComponent") // Messages are never compared.
public record WireMessage(String key, byte[] value, Map<String, String> headers) {
  public WireMessage {
    headers = Map.copyOf(headers);
  }
}
