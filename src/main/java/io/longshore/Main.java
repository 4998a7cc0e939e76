package io.longshore;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Entry point and composition root: the only place that knows every adapter.
@Command(
    name = "longshore",
    description = "Runs container actions on hosts from a Kafka topic.",
    mixinStandardHelpOptions = true,
    version = "longshore 0.1.0-SNAPSHOT")
public final class Main implements Runnable {
  @Spec private CommandSpec specification;

  private Main() {}

  /// Runs the verb that `arguments` name and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  /// Without a verb there is nothing to do but help.
  @Override
  public void run() {
    specification.commandLine().usage(specification.commandLine().getOut());
  }
}
