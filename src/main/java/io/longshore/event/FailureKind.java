package io.longshore.event;

import java.util.Arrays;

/// The sort of a failure. Names on the wire are camel case (`imageNotFound`).
public enum FailureKind {
  /// The message could not be read or breaks a rule.
  INVALID,
  /// The message names another host.
  WRONG_HOST,
  /// The policy forbids it.
  DENIED,
  /// Its deadline had passed.
  EXPIRED,
  /// Another command came under the same id.
  ID_CONFLICT,
  /// Another command called it off.
  CANCELLED,
  /// A newer command made it pointless.
  SUPERSEDED,
  /// No command of that id is known here.
  COMMAND_NOT_FOUND,
  /// There is no such container.
  CONTAINER_NOT_FOUND,
  /// The registry has no such image or tag.
  IMAGE_NOT_FOUND,
  /// The registry refuses the credentials, or wants some, or the host's own cannot be read.
  REGISTRY_UNAUTHORIZED,
  /// The registry cannot be reached, or says nothing in time.
  REGISTRY_UNREACHABLE,
  /// The registry's certificate is not trusted, or it speaks no TLS.
  REGISTRY_TLS,
  /// A container uses the image or volume.
  IN_USE,
  /// The container, or the program run in it, ended with a code other than 0.
  NON_ZERO_EXIT,
  /// It did not happen within its time.
  TIMED_OUT,
  /// Whether it happened cannot be told, and it is not tried again.
  INTERRUPTED,
  /// The container does not become or stay running.
  NOT_RUNNING,
  /// The container runs, and its health check calls it unhealthy.
  UNHEALTHY,
  /// The configuration check could not be run.
  CONFIG_CHECK,
  /// The engine refuses or fails.
  ENGINE,
  /// The engine cannot be reached.
  ENGINE_UNAVAILABLE,
  /// systemd refuses or fails.
  SUPERVISOR,
  /// There is no systemd here.
  SUPERVISOR_UNAVAILABLE,
  /// The host's disk is full.
  DISK_FULL,
  /// A fault in Longshore itself.
  INTERNAL;

  private final String wireName = camelCase(name());

  /// The name in messages.
  public String wireName() {
    return wireName;
  }

  private static String camelCase(String constant) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(constant.toLowerCase(java.util.Locale.ROOT).split("_"))
        .forEach(word ->
            text.append(
                text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1)));
    return text.toString();
  }
}
