package io.longshore.plan;

import org.jspecify.annotations.Nullable;

/// A systemd unit: its file and what systemd shows of it.
///
/// @param fileText the text of the unit file; null: there is no file
/// @param settled whether the file is enabled and systemd has read it as it is now; false after a
///   crash between those steps
/// @param active `ActiveState`
public record ObservedUnit(@Nullable String fileText, boolean settled, ActiveState active) {
  /// A unit whose file, when there is one, is enabled and read.
  public ObservedUnit(@Nullable String fileText, ActiveState active) {
    this(fileText, fileText != null, active);
  }

  /// `ActiveState` of a unit; [#INACTIVE] also when it is not loaded.
  public enum ActiveState {
    ACTIVE,
    RELOADING,
    INACTIVE,
    FAILED,
    ACTIVATING,
    DEACTIVATING;

    /// The state of that name; inactive for words not known (`maintenance`, `refreshing`).
    public static ActiveState named(String text) {
      return switch (text) {
        case "active" -> ACTIVE;
        case "reloading", "refreshing" -> RELOADING;
        case "failed" -> FAILED;
        case "activating" -> ACTIVATING;
        case "deactivating" -> DEACTIVATING;
        default -> INACTIVE;
      };
    }

    /// Whether a process of the unit may run, so that it has to be stopped.
    public boolean up() {
      return switch (this) {
        case ACTIVE, RELOADING, ACTIVATING, DEACTIVATING -> true;
        case INACTIVE, FAILED -> false;
      };
    }
  }
}
