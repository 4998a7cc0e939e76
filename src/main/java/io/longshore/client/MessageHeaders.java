package io.longshore.client;

import io.longshore.wire.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Reads a message's headers as text.
public final class MessageHeaders {
  /// Where the command that a result answers lies in its topic.
  private static final String COMMAND_OFFSET = "longshore_offset";

  private MessageHeaders() {}

  /// That offset; null where none is told.
  static @Nullable Long commandOffset(Map<String, String> headers) {
    try {
      String told = headers.get(COMMAND_OFFSET);
      return told == null ? null : Long.valueOf(told);
    } catch (NumberFormatException noOffset) {
      return null;
    }
  }

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

  /// The message as decoders take it, with those headers.
  public static RawMessage raw(
      ConsumerRecord<byte[], byte[]> message, Map<String, String> headers) {
    return new RawMessage(
        message.topic(),
        message.partition(),
        message.offset(),
        Instant.ofEpochMilli(message.timestamp()),
        message.value(),
        headers);
  }
}
