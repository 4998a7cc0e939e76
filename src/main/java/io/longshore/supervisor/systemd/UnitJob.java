package io.longshore.supervisor.systemd;

import io.longshore.supervisor.ServiceManager.JobResult;

/// What can be asked of a unit.
enum UnitJob {
  START("StartUnit"),
  STOP("StopUnit"),
  RESTART("RestartUnit");

  private final String method;

  UnitJob(String method) {
    this.method = method;
  }

  String method() {
    return method;
  }

  /// How the job must have ended, when its end was not seen, by what the unit is like now.
  JobResult judge(UnitState state) {
    return this == STOP ? judgeStop(state) : judgeStart(state);
  }

  private static JobResult judgeStop(UnitState state) {
    return state.active().up() ? JobResult.CANCELED : JobResult.DONE;
  }

  /// A unit waiting for its next automatic start was started, so that job is done.
  private static JobResult judgeStart(UnitState state) {
    return switch (state.active()) {
      case ACTIVE, RELOADING, ACTIVATING -> JobResult.DONE;
      case DEACTIVATING -> JobResult.CANCELED;
      case FAILED -> JobResult.FAILED;
      case INACTIVE -> state.result().equals("success") ? JobResult.DONE : JobResult.FAILED;
    };
  }

  /// The result of that word of systemd's.
  static JobResult result(String word) {
    return switch (word) {
      case "done" -> JobResult.DONE;
      case "canceled" -> JobResult.CANCELED;
      case "timeout" -> JobResult.TIMEOUT;
      case "failed" -> JobResult.FAILED;
      case "dependency" -> JobResult.DEPENDENCY;
      case "skipped" -> JobResult.SKIPPED;
      default -> JobResult.OTHER;
    };
  }
}
