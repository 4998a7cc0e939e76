package io.longshore.logging;

/// How a log line looks.
public enum LogFormat {
  /// For people: time, level, sentence, `key=value` pairs.
  CONSOLE,
  /// For machines: one JSON object a line.
  JSON
}
