package io.longshore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Privileges, namespaces and confinement.
///
/// Not made: the capability `SYS_RESOURCE`, which the hosts do not have and the runtime of Podman
/// 4.3 then fails for; `apparmor=` with a profile, since the hosts' kernel has no AppArmor.
final class IsolationParameters {
  private static final List<String> CAPABILITIES =
      List.of(
          "NET_ADMIN",
          "SYS_ADMIN",
          "SYS_PTRACE",
          "NET_RAW",
          "MKNOD",
          "AUDIT_WRITE",
          "CHOWN",
          "IPC_LOCK",
          "SYS_NICE",
          "DAC_READ_SEARCH",
          "SYS_CHROOT",
          "BPF");

  /// Of each line one.
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("label=disable", "label=user:system_u", "label=type:spc_t"),
          List.of("label=level:s0", "label=role:object_r"),
          List.of("seccomp=unconfined", "seccomp=/usr/share/containers/seccomp.json"),
          List.of("apparmor=unconfined"),
          List.of("no-new-privileges"),
          List.of("mask=/proc/version", "mask=/proc/version:/proc/uptime"),
          List.of("unmask=ALL", "unmask=/proc/acpi", "unmask=/sys/firmware:/proc/scsi"),
          List.of("proc-opts=nosuid,noexec"));

  private IsolationParameters() {}

  static Spelled capabilities(Dice dice) {
    List<String> names = new ArrayList<>(dice.some(4, CAPABILITIES));
    if (dice.chance(10)) {
      names.add("ALL");
    }
    return new Spelled.Items(
        names.stream().map(name -> Spelled.text(name, IsolationParameters::capability)).toList());
  }

  private static String capability(String name, Dice dice) {
    String full = dice.chance(50) ? "CAP_" + name : name;
    return dice.chance(50) ? full : full.toLowerCase(Locale.ROOT);
  }

  static Spelled securityOptions(Dice dice) {
    List<Spelled> options = new ArrayList<>();
    for (List<String> line : dice.some(3, OPTIONS)) {
      options.add(Spelled.text(dice.oneOf(line), IsolationParameters::option));
    }
    return new Spelled.Items(options);
  }

  private static String option(String option, Dice dice) {
    if (option.equals("no-new-privileges")) {
      return dice.oneOf(option, option + "=true", option + ":true");
    }
    return dice.chance(30) ? option.replaceFirst("=", ":") : option;
  }

  static Spelled ipcMode(Dice dice) {
    return Spelled.text(dice.oneOf("host", "private", "shareable"));
  }

  static Spelled pidMode(Dice dice) {
    return Spelled.text(dice.oneOf("host", "host", "private"));
  }

  static Spelled cgroupMode(Dice dice) {
    return Spelled.text(dice.oneOf("host", "private"));
  }
}
