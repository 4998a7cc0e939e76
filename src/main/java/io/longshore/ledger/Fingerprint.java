package io.longshore.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The first 128 bits of a text's SHA-256. Stands for a text of any length in 24 bytes of memory;
/// that two of a billion texts share one has a probability below 10^-20.
record Fingerprint(long high, long low) {
  private static final int DIGITS = Long.SIZE / 4;

  /// Never used itself. Finding the algorithm costs half of what hashing an id does.
  private static final MessageDigest SHA_256 = find();

  static Fingerprint of(String text) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
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

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
