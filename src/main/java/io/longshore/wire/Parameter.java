package io.longshore.wire;

import org.jspecify.annotations.Nullable;

/// A parameter that commands may have.
///
/// @param name its name in messages
/// @param inCommonOptions whether `common_options` can set it; elsewhere the reference's default
///   wins over them
/// @param reader reads and checks its value
record Parameter<T>(String name, boolean inCommonOptions, Reader<T> reader) {

  /// Reads a value that is there and not null.
  @FunctionalInterface
  interface Reader<T> {
    /// The value; null when a problem was noted, and when the value says that nothing is asked for.
    @Nullable T read(Located where, Problems problems);
  }
}
