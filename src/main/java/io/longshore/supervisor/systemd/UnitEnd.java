package io.longshore.supervisor.systemd;

/// How a service's last run ended.
///
/// @param result `Result`
/// @param code `ExecMainCode` of the main process, as waitid(2) has it: 0 when it has not ended
/// @param status `ExecMainStatus`: its exit code, or the signal that ended it
record UnitEnd(String result, int code, int status) {
  /// Such as `exited 125` or `killed 9`; empty when it has not ended.
  String mainProcess() {
    return switch (code) {
      case 1 -> "exited " + status;
      case 2 -> "killed " + status;
      case 3 -> "dumped " + status;
      default -> "";
    };
  }
}
