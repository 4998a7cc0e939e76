package io.longshore.worker;

import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager;
import io.longshore.supervisor.UnitReport;

/// Explains the failure of what a unit keeps: with systemd's verdict on the unit, and with the last
/// lines of its journal.
final class UnitFailures {
  private static final int JOURNAL_LINES = 50;

  private final ServiceManager services;

  UnitFailures(ServiceManager services) {
    this.services = services;
  }

  /// The failure of that kind, explained.
  StepFailedException of(FailureKind kind, UnitName unit, String message, String hint) {
    UnitReport report = services.report(unit, JOURNAL_LINES);
    String verdict = verdict(report);
    String journal = String.join("\n", report.journal());
    String detail =
        verdict.isEmpty() || journal.isEmpty() ? verdict + journal : verdict + "\n" + journal;
    return new StepFailedException(
        Failure.of(
            kind,
            verdict.isEmpty() ? message : message + " (" + verdict + ")",
            hint,
            detail.isEmpty() ? null : detail));
  }

  /// In the words of `systemctl show`.
  private static String verdict(UnitReport report) {
    if (report.result().isEmpty()) {
      return "";
    }
    String process = report.mainProcess();
    return "Result=" + report.result() + (process.isEmpty() ? "" : ", main process " + process);
  }
}
