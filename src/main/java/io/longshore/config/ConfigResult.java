package io.longshore.config;

import java.util.List;

/// What reading a configuration file comes to.
public sealed interface ConfigResult {
  /// A configuration to work with.
  record Valid(WorkerConfig config) implements ConfigResult {}

  /// A file that cannot be used.
  ///
  /// @param problems everything that is wrong with it, by line; at least one
  record Invalid(List<Problem> problems) implements ConfigResult {
    /// Copies the list.
    public Invalid {
      problems = List.copyOf(problems);
    }

    /// Whether the same file may do later.
    public boolean mayPass() {
      return problems.stream().allMatch(Problem::mayPass);
    }
  }
}
