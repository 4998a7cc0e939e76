package io.longshore.engine.podman;

import io.longshore.event.OutputTotals;
import io.longshore.event.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// One output stream, of which at most so many bytes are kept: half from the head, half from the
/// tail, and between them a line that counts what is left out. The outcome mostly stands at the
/// end, its cause at the beginning. All of it is counted and digested.
final class KeptOutput {
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final MessageDigest digest = Sha256.begin();
  private final int headLimit;
  private final int tailLimit;
  private byte[] tail = {};
  private long pastHead;
  private long lines;

  KeptOutput(int limit) {
    this.headLimit = limit / 2;
    this.tailLimit = limit - headLimit;
  }

  void write(byte[] bytes, int length) {
    digest.update(bytes, 0, length);
    countLines(bytes, length);
    int forHead = Math.min(length, headLimit - head.size());
    head.write(bytes, 0, forHead);
    if (length > forHead) {
      writeTail(bytes, forHead, length);
    }
  }

  /// The tail is a ring, made when the first byte gets there.
  private void writeTail(byte[] bytes, int from, int to) {
    if (tail.length == 0) {
      tail = new byte[tailLimit];
    }
    int first = Math.max(from, to - tailLimit);
    pastHead += first - from;
    while (first < to) {
      int place = (int) (pastHead % tailLimit);
      int count = Math.min(to - first, tailLimit - place);
      System.arraycopy(bytes, first, tail, place, count);
      first += count;
      pastHead += count;
    }
  }

  private void countLines(byte[] bytes, int length) {
    for (int index = 0; index < length; index++) {
      if (bytes[index] == '\n') {
        lines++;
      }
    }
  }

  /// How many line feeds were written.
  long lines() {
    return lines;
  }

  /// How many bytes were written.
  long bytes() {
    return head.size() + pastHead;
  }

  /// The text, with a replacement character for what is not UTF-8.
  String text() {
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    if (!truncated()) {
      end.writeBytes(head.toByteArray());
      end.write(tail, 0, (int) pastHead);
      return end.toString(StandardCharsets.UTF_8);
    }
    int oldest = (int) (pastHead % tailLimit);
    end.write(tail, oldest, tailLimit - oldest);
    end.write(tail, 0, oldest);
    String gap = "\n[… " + (pastHead - tailLimit) + " bytes left out …]\n";
    return head.toString(StandardCharsets.UTF_8) + gap + end.toString(StandardCharsets.UTF_8);
  }

  /// What there was in all; to be asked for once, after the last byte.
  OutputTotals.Total total() {
    String hexadecimal = HexFormat.of().formatHex(digest.digest());
    return new OutputTotals.Total(bytes(), hexadecimal, truncated());
  }

  private boolean truncated() {
    return pastHead > tailLimit;
  }
}
