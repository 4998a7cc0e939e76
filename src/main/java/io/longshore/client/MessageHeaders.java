package io.longshore.client;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Reads a message's headers as text.
public final class MessageHeaders {
  private MessageHeaders() {}

  /// Headers by name, read as UTF-8; of a repeated one the last.
  public static Map<String, String> of(ConsumerRecord<byte[], byte[]> message) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : message.headers()) {
      headers.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }
}
