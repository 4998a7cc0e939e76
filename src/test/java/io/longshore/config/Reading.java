package io.longshore.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads texts as the worker would read its configuration file, on a machine called `node1`.
final class Reading {
  static final String SMALLEST = "kafka: {bootstrap: 'kafka-1:9092'}\n";

  private final Map<String, String> environment;

  private Reading(Map<String, String> environment) {
    this.environment = environment;
  }

  static Reading with(Map<String, String> environment) {
    return new Reading(environment);
  }

  static WorkerConfig valid(String yaml) {
    return with(Map.of()).config(yaml);
  }

  static List<Problem> problems(String yaml) {
    return with(Map.of()).problemsOf(yaml);
  }

  WorkerConfig config(String yaml) {
    return switch (read(yaml)) {
      case ConfigResult.Valid valid -> valid.config();
      case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.problems().toString());
    };
  }

  List<Problem> problemsOf(String yaml) {
    return switch (read(yaml)) {
      case ConfigResult.Valid valid -> throw new AssertionError("nothing wrong: " + valid.config());
      case ConfigResult.Invalid invalid -> invalid.problems();
    };
  }

  ConfigResult read(String yaml) {
    try {
      Path file = Files.createTempFile("worker", ".yaml");
      try {
        Files.writeString(file, yaml);
        return new ConfigReader(() -> Optional.of("node1"), environment::get).read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
