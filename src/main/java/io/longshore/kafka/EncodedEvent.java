package io.longshore.kafka;

import java.util.Map;

/// An event as bytes. Its key is always the command's id, which the ledger is rebuilt from.
///
/// @param value the payload
/// @param headers by name; none may begin with `longshore_`
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record EncodedEvent(byte[] value, Map<String, String> headers) {
  public EncodedEvent {
    headers = Map.copyOf(headers);
  }
}
