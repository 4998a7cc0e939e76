package io.longshore.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore worker`. What it documents here is mostly read by [WorkerArguments].
@Command(
    name = "worker",
    customSynopsis = "longshore worker --config FILE",
    header = "Carry out the commands for this host.",
    description = {
      "",
      "Reads the topic longshore.commands.<host>, makes the host's containers, units, images and volumes what each "
          + "command asks for, and publishes one result for each to longshore.results.<host>.",
      "",
      "It runs until SIGTERM or Ctrl-C, then begins no further command and lets running ones end (shutdown.drain); what "
          + "waits is left to the next start. A broker, Podman or systemd "
          + "that is away is waited for, and the log says so.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore worker --config /etc/longshore/worker.yaml",
      "  LONGSHORE_JAVA_OPTS=-Dlog.level=debug longshore worker --config worker.yaml"
    })
final class WorkerCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.UNAVAILABLE,
    ExitCode.FILE,
    ExitCode.NO_ANSWER,
    ExitCode.CONFIGURATION,
    ExitCode.FAULT
  };

  @Spec private CommandSpec specification;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration (YAML). ops/worker.yaml explains every key.")
  private @Nullable Path config;

  @Override
  public Integer call() {
    if (config == null) {
      throw new IllegalStateException("--config is required");
    }
    LongshoreCommand root = LongshoreCommand.of(specification);
    return WorkerProcess.run(
        new WorkerArguments(config, root.debug()),
        Wrapping.NONE,
        specification.commandLine().getErr());
  }
}
