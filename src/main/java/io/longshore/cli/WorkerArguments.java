package io.longshore.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `worker --config FILE [--debug]`, read without picocli, which takes 140 ms of processor time to
/// load: a quarter of what a worker may take to be ready. Anything else, `--help` and mistakes too,
/// is left to picocli.
///
/// @param config the configuration file
/// @param debug whether to log everything
public record WorkerArguments(Path config, boolean debug) {
  private static final String CONFIG = "--config";
  private static final String DEBUG = "--debug";

  /// The arguments; empty when they are not exactly of that form.
  public static Optional<WorkerArguments> of(List<String> words) {
    if (words.isEmpty() || !words.getFirst().equals("worker")) {
      return Optional.empty();
    }
    String file = null;
    boolean debug = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(DEBUG)) {
        debug = true;
      } else if (file == null && word.startsWith(CONFIG + "=")) {
        file = word.substring(CONFIG.length() + 1);
      } else if (file == null && word.equals(CONFIG) && i + 1 < words.size()) {
        file = words.get(++i);
      } else {
        return Optional.empty();
      }
    }
    return of(file, debug);
  }

  private static Optional<WorkerArguments> of(@Nullable String file, boolean debug) {
    try {
      return file == null || file.isEmpty() || file.startsWith("-")
          ? Optional.empty()
          : Optional.of(new WorkerArguments(Path.of(file), debug));
    } catch (InvalidPathException unusable) {
      return Optional.empty();
    }
  }
}
