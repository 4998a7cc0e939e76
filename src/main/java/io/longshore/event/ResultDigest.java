package io.longshore.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The digest that chains the terminal events of a host: SHA-256 over the digest of the one before,
/// as 64 lower-case hexadecimal digits in ASCII, followed by the event's own payload as published;
/// over the payload alone where there is none before. So each stands for all before it, too.
public final class ResultDigest {
  private ResultDigest() {}

  /// The digest of a terminal event, 64 lower-case hexadecimal digits.
  ///
  /// @param previous of the terminal event before it; null for the first
  /// @param payload as published, byte for byte
  public static String of(@Nullable String previous, byte[] payload) {
    MessageDigest digest = Sha256.begin();
    if (previous != null) {
      digest.update(previous.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(payload));
  }
}
