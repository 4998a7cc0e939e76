package io.longshore.rollout;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The ids of a rollout's commands: whoever leads it, the same command has the same id, so that the
/// host's worker knows one that was sent before. UUIDs by name, version 5 of RFC 9562.
public final class CommandIds {
  /// Drawn once, for Longshore's rollouts.
  private static final byte[] NAMESPACE =
      HexFormat.of().parseHex("5b0ff3e14c5d4d5c9f2e6a1f0c7d8e21");

  private CommandIds() {}

  /// The id of that command.
  public static CommandId of(RolloutId rollout, HostName host, Task task) {
    String name =
        String.join(
            "/",
            rollout.text(),
            host.text(),
            task.phase().name().toLowerCase(Locale.ROOT),
            Integer.toString(task.step()),
            Integer.toString(task.attempt()));
    return new CommandId(uuid(name));
  }

  private static String uuid(String name) {
    byte[] digest = digest(name);
    digest[6] = (byte) ((digest[6] & 0x0f) | 0x50);
    digest[8] = (byte) ((digest[8] & 0x3f) | 0x80);
    String digits = HexFormat.of().formatHex(digest, 0, 16);
    return String.join(
        "-",
        digits.substring(0, 8),
        digits.substring(8, 12),
        digits.substring(12, 16),
        digits.substring(16, 20),
        digits.substring(20));
  }

  private static byte[] digest(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(NAMESPACE);
      return sha1.digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-1", impossible);
    }
  }
}
