package io.longshore.plan;

import java.util.Locale;

/// `State.Status` of libpod, the same words in 4.3 and 5.x.
public enum ContainerStatus {
  CREATED,
  INITIALIZED,
  RUNNING,
  /// Ended, not cleaned up yet; on the way to exited.
  STOPPED,
  PAUSED,
  EXITED,
  REMOVING,
  STOPPING,
  /// Any word that no rule is known for.
  UNKNOWN;

  /// The status of that name; `configured` is libpod's other word for created.
  public static ContainerStatus named(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "created", "configured" -> CREATED;
      case "initialized" -> INITIALIZED;
      case "running" -> RUNNING;
      case "stopped" -> STOPPED;
      case "paused" -> PAUSED;
      case "exited" -> EXITED;
      case "removing" -> REMOVING;
      case "stopping" -> STOPPING;
      default -> UNKNOWN;
    };
  }

  /// libpod's word.
  public String engineName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
