package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerAccess;
import io.longshore.client.ResultFeed;
import io.longshore.command.HostName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the broker is and how to speak with it.
final class BrokerOptions {
  @Option(
      names = "--bootstrap",
      order = 90,
      paramLabel = "HOST:PORT",
      defaultValue = "${env:LONGSHORE_BOOTSTRAP:-127.0.0.1:9092}",
      description =
          "The broker; several separated by commas. Default: LONGSHORE_BOOTSTRAP, else 127.0.0.1:9092")
  private String bootstrap = "";

  @Option(
      names = "--client-properties",
      order = 91,
      paramLabel = "FILE",
      description = "Kafka client properties for TLS and login (security.protocol, ssl.*, sasl.*).")
  private @Nullable Path clientProperties;

  /// @throws CliException when the properties cannot be read
  BrokerAccess access() {
    return new BrokerAccess(
        bootstrap, clientProperties == null ? Map.of() : read(clientProperties));
  }

  /// Asks the broker which hosts there are.
  ///
  /// @throws io.longshore.client.BrokerTroubleException when it cannot be reached
  static List<HostName> knownHosts(BrokerAccess access) {
    try (ResultFeed feed = new ResultFeed(access)) {
      return feed.knownHosts();
    }
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      properties.load(text);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new CliException(
          ExitCode.FILE,
          "cannot read the client properties "
              + TerminalText.line(file.toString())
              + ": "
              + unreadable,
          unreadable);
    }
    Map<String, String> values = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }
}
