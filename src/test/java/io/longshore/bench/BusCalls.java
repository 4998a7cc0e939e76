package io.longshore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads the method calls of a D-Bus client, by the form of messages in the D-Bus specification.
final class BusCalls implements Relay.Protocol {
  private static final int FIXED_BYTES = 16;
  private static final int METHOD_CALL = 1;
  private static final int MEMBER = 3;

  /// Such as `StartUnit`, or `Get UnitFileState` for a property.
  @Override
  public void follow(InputStream fromClient, Consumer<String> calls) throws IOException {
    String authentication = HttpCalls.line(fromClient);
    while (!authentication.equals("BEGIN")) {
      authentication = HttpCalls.line(fromClient);
    }
    for (byte[] start = fromClient.readNBytes(FIXED_BYTES);
        start.length == FIXED_BYTES;
        start = fromClient.readNBytes(FIXED_BYTES)) {
      ByteOrder order = start[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      ByteBuffer fixed = ByteBuffer.wrap(start).order(order);
      int fieldBytes = fixed.getInt(12);
      ByteBuffer fields = read(fromClient, aligned(fieldBytes, 8), order).limit(fieldBytes);
      ByteBuffer body = read(fromClient, fixed.getInt(4), order);
      if (start[1] == METHOD_CALL) {
        calls.accept(described(member(fields), body));
      }
    }
  }

  private static String described(String member, ByteBuffer body) {
    if (!member.equals("Get")) {
      return member;
    }
    text(body);
    return "Get " + text(body);
  }

  private static String member(ByteBuffer fields) {
    while (fields.hasRemaining()) {
      fields.position(aligned(fields.position(), 8));
      int code = fields.get();
      String type = shortText(fields);
      String value =
          switch (type) {
            case "s", "o" -> text(fields);
            case "g" -> shortText(fields);
            default -> Integer.toString(fields.position(aligned(fields.position(), 4)).getInt());
          };
      if (code == MEMBER) {
        return value;
      }
    }
    return "?";
  }

  private static String text(ByteBuffer buffer) {
    buffer.position(aligned(buffer.position(), 4));
    return text(buffer, buffer.getInt());
  }

  private static String shortText(ByteBuffer buffer) {
    return text(buffer, Byte.toUnsignedInt(buffer.get()));
  }

  private static String text(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes).get();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(InputStream stream, int length, ByteOrder order)
      throws IOException {
    return ByteBuffer.wrap(stream.readNBytes(length)).order(order);
  }

  private static int aligned(int position, int boundary) {
    return (position + boundary - 1) / boundary * boundary;
  }
}
