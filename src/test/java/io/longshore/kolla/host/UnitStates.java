package io.longshore.kolla.host;

import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.FakeServiceManager;

/// What a line's words for a unit's state mean: a sub-state such as `auto-restart`, or an active
/// state such as `inactive`.
final class UnitStates {
  private UnitStates() {}

  static void set(FakeServiceManager services, UnitName unit, String word) {
    ActiveState active = active(word);
    services.set(unit, active, sub(word), active == ActiveState.FAILED ? "exit-code" : "success");
  }

  static boolean isDown(String word) {
    return active(word) == ActiveState.INACTIVE;
  }

  private static ActiveState active(String word) {
    return switch (word) {
      case "running", "exited", "active" -> ActiveState.ACTIVE;
      case "auto-restart", "start", "start-pre", "start-post", "activating", "condition" ->
          ActiveState.ACTIVATING;
      case "stop",
          "stop-watchdog",
          "stop-sigterm",
          "stop-sigkill",
          "stop-post",
          "final-sigterm",
          "final-sigkill",
          "deactivating" ->
          ActiveState.DEACTIVATING;
      case "reload", "reloading" -> ActiveState.RELOADING;
      case "failed" -> ActiveState.FAILED;
      case "dead", "inactive", "not-found", "null" -> ActiveState.INACTIVE;
      default -> throw new AssertionError("no unit state is called " + word);
    };
  }

  private static String sub(String word) {
    return switch (word) {
      case "active" -> "running";
      case "inactive", "not-found", "null" -> "dead";
      default -> word;
    };
  }
}
