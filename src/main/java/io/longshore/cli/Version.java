package io.longshore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which Longshore this is.
final class Version {
  /// As Maven calls it; `development` when run from class files.
  static final String TEXT = read();

  private Version() {}

  private static String read() {
    try (InputStream file =
        Version.class.getResourceAsStream(
            "/META-INF/maven/io.longshore/longshore/pom.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version from the jar", e);
    }
  }
}
