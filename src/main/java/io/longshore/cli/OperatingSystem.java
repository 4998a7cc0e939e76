package io.longshore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The host's operating system, as os-release(5) calls it.
final class OperatingSystem {
  private static final String KEY = "PRETTY_NAME=";

  private OperatingSystem() {}

  /// Such as `Debian GNU/Linux 13 (trixie)`; null when it is not told.
  ///
  /// @param hostRoot the directory that is the host's `/`
  static @Nullable String name(Path hostRoot) {
    try (Stream<String> lines = Files.lines(hostRoot.resolve("etc/os-release"))) {
      return lines
          .filter(line -> line.startsWith(KEY))
          .map(line -> line.substring(KEY.length()).replace("\"", ""))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
