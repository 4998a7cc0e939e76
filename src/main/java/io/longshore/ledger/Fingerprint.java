package io.longshore.ledger;

import io.longshore.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The first 128 bits of a text's SHA-256. Stands for a text of any length in 24 bytes of memory;
/// that two of a billion texts share one has a probability below 10^-20.
record Fingerprint(long high, long low) {
  private static final int DIGITS = Long.SIZE / 4;

  static Fingerprint of(String text) {
    ByteBuffer digest =
        ByteBuffer.wrap(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
    return new Fingerprint(digest.getLong(), digest.getLong());
  }

  /// 64 bits of a hexadecimal digest: it is as good as random, so any will do. What is no such
  /// digest is hashed first.
  static long ofDigest(String digest) {
    return beginsHexadecimal(digest)
        ? HexFormat.fromHexDigitsToLong(digest, 0, DIGITS)
        : of(digest).high();
  }

  private static boolean beginsHexadecimal(String text) {
    for (int i = 0; i < DIGITS; i++) {
      if (i >= text.length() || !HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
