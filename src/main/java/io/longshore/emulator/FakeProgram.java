package io.longshore.emulator;

import java.time.Duration;

/// What the process of a fake container does.
public sealed interface FakeProgram {
  /// Runs until it is stopped, and then ends with 0.
  record Service() implements FakeProgram {}

  /// Writes, takes its time, and ends.
  record Run(int exitCode, String stdout, String stderr, Duration takes) implements FakeProgram {}

  /// Runs until it is stopped.
  FakeProgram SERVICE = new Service();

  /// Ends at once.
  static FakeProgram ends(int exitCode, String stdout, String stderr) {
    return new Run(exitCode, stdout, stderr, Duration.ZERO);
  }

  /// Ends after a while.
  static FakeProgram endsAfter(Duration time, int exitCode) {
    return new Run(exitCode, "", "", time);
  }
}
