package io.longshore.campaign;

import java.util.HashMap;
import java.util.Map;

/// Which specification each service was last asked for, by the id of the command that asked first.
final class ServiceSpecs {
  private final Map<String, String> current = new HashMap<>();

  /// The specification to ask for now.
  ///
  /// @param id of the asking command
  /// @param another whether it is to differ from the last
  String next(String name, String id, boolean another) {
    if (another) {
      current.put(name, id);
      return id;
    }
    return current.computeIfAbsent(name, _ -> id);
  }

  /// The last one asked for, or a word for none.
  String of(String name) {
    return current.getOrDefault(name, "none");
  }

  /// What the service's process does: tells of its start, and idles until it is told to end. In
  /// JSON.
  static String script(String name) {
    String end = name.startsWith("slow") ? "sleep 2; exit 0" : "exit 0";
    return "sh -c 'echo start "
        + name
        + " $SPEC >>/effects/log; trap \\\""
        + end
        + "\\\" TERM; sleep 86400 & wait'";
  }
}
