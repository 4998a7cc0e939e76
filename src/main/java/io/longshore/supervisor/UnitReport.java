package io.longshore.supervisor;

import java.util.List;

/// What systemd tells of a unit's last run, to explain a failure.
///
/// @param result `Result` of the service such as `success`, `exit-code`, `signal`, `timeout` or
///   `start-limit-hit`; empty when systemd does not tell
/// @param mainProcess how its main process ended (`ExecMainCode` and `ExecMainStatus`), such as
///   `exited 125` or `killed 9`; empty when it has not, or systemd does not tell
/// @param journal the last lines of its journal, oldest first; empty when there are none or no
///   journal can be read
public record UnitReport(String result, String mainProcess, List<String> journal) {
  public UnitReport {
    journal = List.copyOf(journal);
  }
}
