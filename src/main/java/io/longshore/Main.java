package io.longshore;

import io.longshore.cli.CommandLines;
import io.longshore.cli.Surroundings;
import io.longshore.cli.WorkerArguments;
import io.longshore.cli.WorkerProcess;
import io.longshore.cli.Wrapping;
import java.util.List;

/// Entry point.
public final class Main {
  private Main() {}

  /// Runs the verb that `arguments` name and ends the process with its exit code.
  public static void main(String[] arguments) {
    int exitCode =
        WorkerArguments.of(List.of(arguments))
            .map(worker -> WorkerProcess.run(worker, Wrapping.NONE))
            .orElseGet(() -> CommandLines.of(Surroundings.ofThisProcess()).execute(arguments));
    System.exit(exitCode);
  }
}
