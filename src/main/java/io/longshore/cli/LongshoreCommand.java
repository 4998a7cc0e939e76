package io.longshore.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `longshore` itself: without a verb there is nothing to do but help.
@Command(
    name = "longshore",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = LongshoreCommand.VersionProvider.class,
    usageHelpWidth = 100,
    usageHelpAutoWidth = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "",
      "Runs container actions on hosts from a Kafka topic: one command, one effect, one answer.",
      ""
    })
final class LongshoreCommand implements Runnable {
  @Spec private CommandSpec specification;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      order = 92,
      description = "Show stack traces, and log more.")
  private boolean debug;

  /// The command at the top of a verb's.
  static LongshoreCommand of(CommandSpec verb) {
    return (LongshoreCommand) verb.root().userObject();
  }

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    specification.commandLine().usage(specification.commandLine().getOut());
  }

  /// The answer to `--version`.
  static final class VersionProvider implements picocli.CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"longshore " + Version.TEXT, "Java " + Runtime.version()};
    }
  }
}
