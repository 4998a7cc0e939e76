package io.longshore.command;

import java.util.Locale;
import java.util.Set;

/// A Linux capability by its full name, `CAP_NET_ADMIN`, or `CAP_ALL` for every one.
public record Capability(String text) {
  /// Every capability.
  public static final Capability ALL = new Capability("CAP_ALL");

  /// What Kolla-Ansible adds to every container that is not privileged.
  public static final Capability AUDIT_WRITE = new Capability("CAP_AUDIT_WRITE");

  private static final String PREFIX = "CAP_";

  /// @param text a capability in any case, with or without `CAP_`
  /// @throws InvalidValueException for a name that Linux does not know
  public Capability {
    String upper = text.toUpperCase(Locale.ROOT);
    String full = upper.startsWith(PREFIX) ? upper : PREFIX + upper;
    if (!Known.NAMES.contains(full.substring(PREFIX.length()))) {
      throw new InvalidValueException(
          "unknown capability: " + text, "a Linux capability such as NET_ADMIN, or ALL", text);
    }
    text = full;
  }

  @Override
  public String toString() {
    return text;
  }

  /// Held apart so that the constants above can be made while the record is being initialised.
  private static final class Known {
    /// capability.h of Linux 6.x.
    static final Set<String> NAMES =
        Set.of(
            "ALL",
            "AUDIT_CONTROL",
            "AUDIT_READ",
            "AUDIT_WRITE",
            "BLOCK_SUSPEND",
            "BPF",
            "CHECKPOINT_RESTORE",
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "IPC_LOCK",
            "IPC_OWNER",
            "KILL",
            "LEASE",
            "LINUX_IMMUTABLE",
            "MAC_ADMIN",
            "MAC_OVERRIDE",
            "MKNOD",
            "NET_ADMIN",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_RAW",
            "PERFMON",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYSLOG",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_CHROOT",
            "SYS_MODULE",
            "SYS_NICE",
            "SYS_PACCT",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "WAKE_ALARM");
  }
}
