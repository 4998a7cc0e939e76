package io.longshore.watch;

import java.util.Locale;

/// What a worker cannot work without.
public enum Part {
  /// Its way to Kafka at start.
  KAFKA,
  /// The topic that commands are read from.
  COMMANDS,
  /// The topic that results are written to.
  RESULTS,
  /// The container engine.
  ENGINE,
  /// The service manager.
  SUPERVISOR,
  /// The thread that takes commands in.
  INTAKE;

  /// Its name in pages, metrics and status events.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
