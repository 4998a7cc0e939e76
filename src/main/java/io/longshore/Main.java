package io.longshore;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry point and composition root: the only place that knows every adapter.
@Command(
    name = "longshore",
    description = "Runs container actions on hosts from a Kafka topic.",
    mixinStandardHelpOptions = true,
    version = "longshore 0.1.0-SNAPSHOT")
public final class Main implements Runnable {

  /// Runs one verb and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
