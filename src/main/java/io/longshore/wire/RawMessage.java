package io.longshore.wire;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as the broker hands it out.
///
/// @param topic where it was read
/// @param partition where it was read
/// @param offset where it was read
/// @param timestamp the broker's
/// @param value null: the message has none
/// @param headers by name, decoded as UTF-8; of a repeated header the last
@SuppressWarnings("ArrayRecordComponent") // Messages are never compared.
public record RawMessage(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    byte @Nullable [] value,
    Map<String, String> headers) {
  /// Spelt out because javac drops the annotation of an array in a compact constructor.
  public RawMessage(
      String topic,
      int partition,
      long offset,
      Instant timestamp,
      byte @Nullable [] value,
      Map<String, String> headers) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.value = value;
    this.headers = Map.copyOf(headers);
  }
}
