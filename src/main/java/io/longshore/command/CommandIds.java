package io.longshore.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Ids that come out the same whenever they are made for the same thing, so that who sends again
/// after a crash cannot have it done twice.
public final class CommandIds {
  /// The namespace of names that are URLs (RFC 9562, section 6.6).
  public static final UUID URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  /// The namespace of names that are host names (RFC 9562, section 6.6).
  public static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  private static final int UUID_BYTES = 16;
  private static final long VERSION_5 = 0x5000L;
  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

  private CommandIds() {}

  /// The name-based UUID of RFC 9562, version 5: the same as Python's `uuid.uuid5` and util-linux's
  /// `uuidgen --sha1` make of the same two.
  ///
  /// @param namespace [#URL], or a UUID drawn once for the scheduler
  /// @param name what is wanted, where, and which time of many:
  ///   `https://scheduler.example/nightly-restart/2026-11-26/web01/nginx`
  public static CommandId named(UUID namespace, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(UUID_BYTES + text.length)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .put(text);
    ByteBuffer digest = ByteBuffer.wrap(sha1(content.array()));
    long most = (digest.getLong() & ~VERSION_BITS) | VERSION_5;
    long least = (digest.getLong() & BELOW_VARIANT) | VARIANT;
    return new CommandId(new UUID(most, least).toString());
  }

  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }
}
