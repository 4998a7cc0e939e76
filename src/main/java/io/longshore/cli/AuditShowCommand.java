package io.longshore.cli;

import io.longshore.cli.text.Life;
import io.longshore.cli.text.LifeText;
import io.longshore.cli.text.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longshore audit show`: one command's whole life.
@Command(
    name = "show",
    header = "Show one command's whole life: who asked, what was decided, every event, the result.",
    description = {
      "",
      "Reads the topics of all hosts, or of those named, from beginning to end. A command's parameters are not shown: they "
          + "may hold secrets.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longshore audit show 0e3a1c1e-5a3f-4b7e-9d8e-0c5a5b8a7f10 --hosts web01",
      "  longshore audit show CHG-7-web --json | jq '.events[].payload.event'"
    })
final class AuditShowCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.UNAVAILABLE,
    ExitCode.FAILED,
    ExitCode.FILE,
    ExitCode.FAULT
  };

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Mixin private AuditedHosts audited;

  @Parameters(paramLabel = "ID", description = "The command's id.")
  private String id = "";

  @Option(names = "--json", description = "Print one JSON object for each host that knows it.")
  private boolean json;

  @Override
  public Integer call() {
    try (TopicScan scan = new TopicScan(broker.access())) {
      List<Life> lives = new LifeReader(id).read(scan, audited.hosts(scan.topics()));
      if (lives.isEmpty()) {
        throw new CliException(
            ExitCode.FAILED,
            "no host's topics know the command "
                + TerminalText.line(id)
                + "; check the id, or whether retention has removed it");
      }
      lives.forEach(this::print);
    }
    return ExitCode.SUCCEEDED.number();
  }

  private void print(Life life) {
    PrintWriter out = specification.commandLine().getOut();
    if (json) {
      out.println(TerminalText.json(LifeJson.of(life)));
    } else {
      LifeText.of(life).forEach(out::println);
    }
    out.flush();
  }
}
