package io.longshore.engine.podman;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// One output stream, of which at most so many bytes are kept: half from the head, half from the
/// tail, and between them a line that counts what is left out. The outcome mostly stands at the
/// end, its cause at the beginning.
final class KeptOutput {
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final int headLimit;
  private final byte[] tail;
  private long pastHead;

  KeptOutput(int limit) {
    this.headLimit = limit / 2;
    this.tail = new byte[limit - headLimit];
  }

  void write(byte[] bytes, int length) {
    int forHead = Math.min(length, headLimit - head.size());
    head.write(bytes, 0, forHead);
    for (int index = forHead; index < length; index++) {
      tail[(int) (pastHead++ % tail.length)] = bytes[index];
    }
  }

  /// The text, with a replacement character for what is not UTF-8.
  String text() {
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    if (pastHead <= tail.length) {
      end.writeBytes(head.toByteArray());
      end.write(tail, 0, (int) pastHead);
      return end.toString(StandardCharsets.UTF_8);
    }
    int oldest = (int) (pastHead % tail.length);
    end.write(tail, oldest, tail.length - oldest);
    end.write(tail, 0, oldest);
    String gap = "\n[… " + (pastHead - tail.length) + " bytes left out …]\n";
    return head.toString(StandardCharsets.UTF_8) + gap + end.toString(StandardCharsets.UTF_8);
  }
}
