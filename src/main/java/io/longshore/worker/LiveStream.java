package io.longshore.worker;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One stream of a process on its way to whoever follows it: what is not told yet, and where it
/// stands. Decides, and keeps no time. For use by one thread at a time.
final class LiveStream {
  private static final int LONGEST_CHARACTER = 4;

  private final byte[] waiting;
  private int length;
  private long taken;
  private long offset;

  /// @param room how many bytes may wait to be told, at least those of a character
  LiveStream(int room) {
    this.waiting = new byte[room];
  }

  /// A piece of it.
  ///
  /// @param offset how many bytes of text were told before, as UTF-8
  record Piece(String text, long offset) {}

  /// How many bytes it has taken, those that are told and those that wait.
  long taken() {
    return taken;
  }

  /// How many more it can take now.
  int room() {
    return waiting.length - length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /// Takes the next bytes; there must be room.
  void take(byte[] bytes, int from, int count) {
    System.arraycopy(bytes, from, waiting, length, count);
    length += count;
    taken += count;
  }

  /// What can be told now; empty when that is not a whole character. The beginning of one at the
  /// end stays.
  Optional<Piece> next() {
    int count = length - unfinished();
    if (count == 0) {
      return Optional.empty();
    }
    String text = new String(waiting, 0, count, StandardCharsets.UTF_8);
    Piece piece = new Piece(text, offset);
    offset += text.getBytes(StandardCharsets.UTF_8).length;
    System.arraycopy(waiting, count, waiting, 0, length - count);
    length -= count;
    return Optional.of(piece);
  }

  /// How many bytes at the end are the beginning of a character that has more (RFC 3629).
  private int unfinished() {
    for (int back = 1; back < LONGEST_CHARACTER && back <= length; back++) {
      int value = Byte.toUnsignedInt(waiting[length - back]);
      if (value >= 0b1100_0000) {
        return back < bytesOf(value) ? back : 0;
      }
      if (value < 0b1000_0000) {
        return 0;
      }
    }
    return 0;
  }

  private static int bytesOf(int first) {
    if (first >= 0b1111_0000) {
      return LONGEST_CHARACTER;
    }
    return first >= 0b1110_0000 ? 3 : 2;
  }
}
