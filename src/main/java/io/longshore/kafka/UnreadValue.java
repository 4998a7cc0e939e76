package io.longshore.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/// For consumers that want headers only: payloads are not even copied.
public final class UnreadValue implements Deserializer<byte[]> {
  private static final byte[] NOTHING = {};

  @Override
  public byte[] deserialize(String topic, byte[] value) {
    return NOTHING;
  }

  @Override
  public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
    return NOTHING;
  }
}
