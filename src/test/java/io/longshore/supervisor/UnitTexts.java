package io.longshore.supervisor;

import io.longshore.supervisor.ServiceManager.JobResult;

/// Texts of units, and what starting them comes to.
public final class UnitTexts {
  private static final String NOT_THERE = "ExecStart=/nonexistent";
  private static final String NOTIFY = "Type=notify";

  private UnitTexts() {}

  /// Runs until it is stopped.
  public static String running() {
    return of("ExecStart=/bin/sleep infinity");
  }

  /// Fails to start.
  public static String failing() {
    return of("Type=exec\n" + NOT_THERE);
  }

  /// Runs until it is stopped, which fails: as a container does that has to be killed.
  public static String endingBadly() {
    return of("ExecStart=/bin/sleep infinity\nExecStop=/bin/false");
  }

  /// Its start job does not end.
  public static String neverReady() {
    return of(NOTIFY + "\nExecStart=/bin/sleep infinity\nTimeoutStopSec=1");
  }

  /// A unit with these lines in `[Service]`.
  public static String of(String service) {
    return "[Unit]\nDescription=Longshore test\n\n[Service]\n"
        + service
        + "\n\n[Install]\nWantedBy=multi-user.target\n";
  }

  /// What [FakeServiceManager] makes of the texts above.
  static JobResult result(String text) {
    if (text.contains(NOT_THERE)) {
      return JobResult.FAILED;
    }
    return text.contains(NOTIFY) ? JobResult.TIMED_OUT : JobResult.DONE;
  }
}
