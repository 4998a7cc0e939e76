package io.longshore.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, as every digest in events, ledger and annotations is.
public final class Sha256 {
  /// Never used itself. Finding the algorithm costs half of what hashing an id does.
  private static final MessageDigest PROTOTYPE = find();

  private Sha256() {}

  /// A digest of nothing yet.
  public static MessageDigest begin() {
    try {
      return (MessageDigest) PROTOTYPE.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", impossible);
    }
  }

  /// The digest of bytes, 64 lower-case hexadecimal digits.
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(begin().digest(bytes));
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
