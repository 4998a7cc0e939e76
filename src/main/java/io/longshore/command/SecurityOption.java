package io.longshore.command;

import java.util.Collection;
import java.util.List;

/// A security option in Podman's spelling: `label=disable`, `seccomp=PATH`, `apparmor=NAME`,
/// `mask=…`, `unmask=…`, `proc-opts=…` or `no-new-privileges`.
public record SecurityOption(String text) {
  private static final String EXPECTED =
      "label=, seccomp=, apparmor=, mask=, unmask= or proc-opts= with a value, or no-new-privileges";

  /// @param text an option with `=` or `:` between its name and value
  /// @throws InvalidValueException for an option that Podman's specification has no field for
  public SecurityOption {
    int end = firstSeparator(text);
    String name = end < 0 ? text : text.substring(0, end);
    String value = end < 0 ? "" : text.substring(end + 1);
    boolean noNewPrivileges =
        name.equals("no-new-privileges") && List.of("", "true").contains(value);
    boolean valued =
        List.of("label", "seccomp", "apparmor", "mask", "unmask", "proc-opts").contains(name)
            && !value.isEmpty();
    if (!noNewPrivileges && !valued) {
      throw new InvalidValueException(EXPECTED, text);
    }
    text = noNewPrivileges ? name : name + "=" + value;
  }

  /// The part before `=`.
  public String name() {
    int end = text.indexOf('=');
    return end < 0 ? text : text.substring(0, end);
  }

  /// The part after `=`; empty for `no-new-privileges`.
  public String value() {
    return text.substring(Math.min(text.length(), name().length() + 1));
  }

  /// Checks that a container can have all of them at once.
  ///
  /// @throws InvalidValueException for two values of what a process has one of
  public static void checkTogether(Collection<SecurityOption> options) {
    for (String name : List.of("seccomp", "apparmor")) {
      List<String> values =
          options.stream()
              .filter(option -> option.name().equals(name))
              .map(SecurityOption::text)
              .distinct()
              .sorted()
              .toList();
      if (values.size() > 1) {
        throw new InvalidValueException(
            "conflicting options", "at most one " + name + "=", String.join(", ", values));
      }
    }
  }

  private static int firstSeparator(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
  }

  @Override
  public String toString() {
    return text;
  }
}
