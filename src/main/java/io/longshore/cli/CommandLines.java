package io.longshore.cli;

import io.longshore.logging.LogFormat;
import io.longshore.logging.LogSetup;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// All verbs put together.
public final class CommandLines {
  private static final String[] FOOTER = {
    "",
    "To try it out, in three terminals:",
    "  longshore broker --hosts web01",
    "  longshore worker --config worker.yaml",
    "  longshore send --host web01 create_volume --name try --wait",
    "",
    "Each command has more under --help: longshore send --help"
  };

  private CommandLines() {}

  /// The command line of a process in those surroundings.
  public static CommandLine of(Surroundings surroundings) {
    CommandLine root = new CommandLine(new LongshoreCommand());
    root.getCommandSpec().usageMessage().footer(FOOTER);
    add(root, new WorkerCommand(), WorkerCommand.EXIT_CODES);
    add(root, new BrokerCommand(), BrokerCommand.EXIT_CODES);
    add(root, new SendCommand(surroundings), SendCommand.EXIT_CODES);
    CommandLine audit = new CommandLine(new AuditCommand(surroundings));
    add(root, audit, AuditCommand.EXIT_CODES);
    add(audit, new AuditVerifyCommand(surroundings), AuditVerifyCommand.EXIT_CODES);
    add(audit, new AuditShowCommand(), AuditShowCommand.EXIT_CODES);
    add(audit, new AuditExportCommand(surroundings), AuditExportCommand.EXIT_CODES);
    root.addSubcommand(RolloutCommand.in(surroundings));
    add(root, new WorkersCommand(surroundings), WorkersCommand.EXIT_CODES);
    add(root, new EmulateCommand(), EmulateCommand.EXIT_CODES);
    add(root, new TopicsCommand(), TopicsCommand.EXIT_CODES);
    add(root, new DemoCommand(line -> of(surroundings).execute(line)), DemoCommand.EXIT_CODES);
    root.setExecutionStrategy(CommandLines::execute);
    root.setParameterExceptionHandler(ErrorLines::ofParameters);
    root.setExecutionExceptionHandler(ErrorLines::ofExecution);
    return root;
  }

  static void add(CommandLine root, Object verb, ExitCode... exitCodes) {
    CommandLine command = verb instanceof CommandLine made ? made : new CommandLine(verb);
    command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    command.getCommandSpec().usageMessage().exitCodeList(ExitCode.help(exitCodes));
    root.addSubcommand(command);
  }

  private static int execute(ParseResult parsed) {
    LongshoreCommand root = (LongshoreCommand) parsed.commandSpec().userObject();
    LogSetup.apply(LogFormat.CONSOLE, root.debug() ? Level.INFO : Level.ERROR);
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (StackOverflowError deep) {
      String what = "what was read is nested too deeply";
      throw new CommandLine.ExecutionException(
          parsed.commandSpec().commandLine(), what, new IllegalStateException(what, deep));
    }
  }
}
