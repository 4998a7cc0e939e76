package io.longshore.engine.podman;

import io.longshore.command.SecurityOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Security options as fields of a container's creation, and as the annotations without which the
/// engine would not show them again (`HostConfig.SecurityOpt` is what a client has noted there).
final class SecurityBody {
  private static final String NOTE = "io.podman.annotations.";

  private SecurityBody() {}

  /// Adds the fields.
  ///
  /// @return the annotations that make the options visible
  static Map<String, String> put(Collection<SecurityOption> options, ObjectNode body) {
    Map<String, String> notes = new TreeMap<>();
    options.stream()
        .sorted((one, other) -> one.text().compareTo(other.text()))
        .forEach(option -> put(option, body, notes));
    return notes;
  }

  private static void put(SecurityOption option, ObjectNode body, Map<String, String> notes) {
    String value = option.value();
    switch (option.name()) {
      case "label" -> {
        body.withArray("selinux_opts").add(value);
        notes.merge(NOTE + "label", value, (earlier, later) -> earlier + ",label=" + later);
      }
      case "seccomp" -> {
        body.put("seccomp_profile_path", value);
        notes.put(NOTE + "seccomp", value);
      }
      case "apparmor" -> {
        body.put("apparmor_profile", value);
        notes.put(NOTE + "apparmor", value);
      }
      case "no-new-privileges" -> body.put("no_new_privileges", true);
      case "mask", "unmask" ->
          Arrays.stream(value.split(":")).forEach(body.withArray(option.name())::add);
      case "proc-opts" ->
          Arrays.stream(value.split(",")).forEach(body.withArray("procfs_opts")::add);
      default -> throw new IllegalStateException("no field for security option " + option);
    }
  }
}
