package io.longshore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.cli.text.EventText;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.CommandBuilder;
import io.longshore.client.CommandClient;
import io.longshore.client.Outgoing;
import io.longshore.client.Sent;
import io.longshore.command.Action;
import io.longshore.command.HostName;
import io.longshore.event.Failure;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `longshore send`: a command from flags or a file, and with `--wait` its result.
@Command(
    name = "send",
    customSynopsis = {
      "longshore send --host HOST ACTION [--name NAME] [--image IMAGE] [-p KEY=VALUE]... [OPTIONS]",
      "       longshore send --hosts PATTERN [-i INVENTORY] ACTION [OPTIONS]",
      "       longshore send --file FILE [OPTIONS]"
    },
    header = "Send a command to a host or many, and wait for the results if you like.",
    description = {
      "",
      "The command is checked here by the worker's own rules (but for its limit of a message's size) before it is sent. It prints the id; with --wait the result, "
          + "and on the way what happens (on standard error).",
      ""
    },
    footer = {
      "",
      "With --wait, a container run to its end (-p detach=false) and a program run in one (exec) give their own exit "
          + "code. It may be any number, also one of the above: --json tells them apart (.outcome and .rc). Of several "
          + "commands, the first that did not succeed or could not be sent gives the code. Ctrl-C ends the waiting and "
          + "offers, on a terminal, to cancel what is unanswered; a second one leaves at once.",
      "",
      "Examples:",
      "  longshore send --host web01 start_container --name nginx --image docker.io/library/nginx:1.29 --wait",
      "  longshore send --host web01 stop_container --name nginx --check --wait",
      "  longshore send --host web01 start_container --name job --image alpine:3 -p detach=false \\",
      "      -p restart_policy=no -p 'command=sh -c \"exit 3\"' --wait; echo $?",
      "  longshore send --host web01 start_container --name bootstrap --image kolla/nova-api:2026.1 -p detach=false \\",
      "      -p restart_policy=oneshot --follow --wait=1h",
      "  longshore send --host web01 exec --name nginx -p 'command=nginx -t' -p user=root --wait",
      "  longshore send --host web01 get_containers_state --name nginx --wait",
      "  longshore send -i multinode --hosts 'compute:!compute07' restart_container --name nova_compute --wait=10m",
      "  longshore send --host web01 cancel_command -p command_id=4f1c8a52-7b7e-4a43-9c39-0d1a4d1c7b11 --wait",
      "  longshore send --host web01 freeze_host -p duration=PT30M --wait",
      "  longshore send --file commands.yaml --wait=10m --json",
      "  longshore send --host web01 --file - < command.yaml",
      "",
      "A file holds one command or a list of them, YAML or JSON:",
      "  host: web01",
      "  action: start_container",
      "  parameters: {name: nginx, image: 'docker.io/library/nginx:1.29', environment: {DEBUG: '1'}}"
    })
final class SendCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.REJECTED,
    ExitCode.UNAVAILABLE,
    ExitCode.FAILED,
    ExitCode.EXPIRED,
    ExitCode.CANCELLED,
    ExitCode.SUPERSEDED,
    ExitCode.FILE,
    ExitCode.NO_ANSWER,
    ExitCode.DENIED,
    ExitCode.FAULT,
    ExitCode.INTERRUPTED
  };

  private static final Duration UNLESS_TOLD = Duration.ofMinutes(5);

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private DraftOptions draftOptions;

  @Mixin private TargetOptions targetOptions;

  @Mixin private BrokerOptions broker;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "Read the command, or several, from a YAML or JSON file; - is standard input. Flags win over it.")
  private @Nullable String file;

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "5m",
      paramLabel = "=TIME",
      preprocessor = AttachedOnly.class,
      converter = DurationOption.class,
      description = "Wait for the result, at most that long (default: 5m).")
  private @Nullable Duration wait;

  @Option(
      names = "--follow",
      description =
          "Print what a container run to its end (-p detach=false) writes as it writes it, standard error after '!'. Waits"
              + " as --wait does.")
  private boolean follow;

  @Option(
      names = "--json",
      description =
          "Print JSON lines: with --wait the results as published, with --follow the live output, too, else what was sent where.")
  private boolean json;

  @Option(names = "--no-validate", description = "Send it even if the worker will refuse it.")
  private boolean noValidate;

  SendCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Instant now = surroundings.clock().instant();
    List<Outgoing> commands =
        payloads(now).stream()
            .map(payload -> DraftOptions.outgoing(payload, now))
            .map(command -> follow ? command.followed() : command)
            .toList();
    refuseSharedIds(commands);
    return noValidate || areValid(commands, now) ? send(commands) : ExitCode.REJECTED.number();
  }

  private List<ObjectNode> payloads(Instant now) {
    if (file == null && !draftOptions.hasAction()) {
      throw new CliException(
          ExitCode.USAGE, "what to do? Give an ACTION or a --file (see longshore send --help)");
    }
    draftOptions.requireReadable(now);
    List<ObjectNode> drafts =
        file == null
            ? List.of(JsonMapper.shared().createObjectNode())
            : CommandFile.read(file, surroundings.standardInput());
    if (drafts.size() > 1 && draftOptions.hasId()) {
      throw new CliException(
          ExitCode.USAGE,
          "--id would give " + drafts.size() + " commands the same id: put ids into the file");
    }
    return targetOptions.given()
        ? targets().stream().flatMap(host -> payloads(drafts, host, now)).toList()
        : payloads(drafts, null, now).toList();
  }

  private Stream<ObjectNode> payloads(
      List<ObjectNode> drafts, @Nullable HostName target, Instant now) {
    String issuer = surroundings.issuer().get();
    return drafts.stream()
        .map(command ->
            draftOptions.payload(command, target, surroundings.newId().get(), issuer, now));
  }

  private SequencedSet<HostName> targets() {
    if (draftOptions.hasHost()) {
      throw new CliException(ExitCode.USAGE, "give --host or --hosts, not both");
    }
    return targetOptions.hosts(() -> BrokerOptions.knownHosts(broker.access()));
  }

  /// Whoever looks for an id must find one command.
  private static void refuseSharedIds(List<Outgoing> commands) {
    Map<String, HostName> hosts = new HashMap<>();
    for (Outgoing command : commands) {
      HostName other = hosts.putIfAbsent(command.id(), command.host());
      if (other != null && !other.equals(command.host())) {
        throw new CliException(
            ExitCode.USAGE,
            TerminalText.line(
                "%s and %s would get commands of the same id, %s: leave the id out"
                    .formatted(other, command.host(), command.id())));
      }
    }
  }

  /// Tells what the worker would refuse. All are looked at before any is sent.
  private boolean areValid(List<Outgoing> commands, Instant now) {
    PrintWriter errors = specification.commandLine().getErr();
    boolean valid = true;
    for (int i = 0; i < commands.size(); i++) {
      String which = commands.size() == 1 ? "" : "command " + (i + 1) + ": ";
      Optional<Failure> fault = commands.get(i).fault(now);
      fault.ifPresent(failure -> tellFault(which, failure, errors));
      valid &= fault.isEmpty();
    }
    errors.flush();
    return valid;
  }

  private static void tellFault(String which, Failure failure, PrintWriter errors) {
    errors.println("longshore: " + which + EventText.failure(failure));
    if (failure.detail() != null) {
      TerminalText.lines(failure.detail()).forEach(line -> errors.println("  | " + line));
    }
  }

  /// The results' place is found before the first command is sent, so that none can be missed.
  private int send(List<Outgoing> commands) {
    Duration limit = follow && wait == null ? UNLESS_TOLD : wait;
    // Room for all, and for as many that cancel them.
    try (CommandClient client = new CommandClient(broker.access(), 2 * commands.size())) {
      client.connect(commands.stream().map(Outgoing::host).collect(Collectors.toSet()));
      if (limit != null) {
        return awaitResults(client, commands, limit);
      }
      return sendOnly(client, commands);
    }
  }

  /// One host in trouble keeps no other's commands back. Its own may rest on what did not come.
  private int sendOnly(CommandClient client, List<Outgoing> commands) {
    Set<HostName> troubled = new HashSet<>();
    List<Outgoing> unsent = new ArrayList<>();
    for (Outgoing command : commands) {
      if (troubled.size() == Awaiting.MOST_TROUBLED || troubled.contains(command.host())) {
        unsent.add(command);
        continue;
      }
      try {
        tell(client.send(command, Duration.ZERO).awaitSent());
      } catch (BrokerTroubleException trouble) {
        troubled.add(command.host());
        complain(trouble.getMessage());
      }
    }
    unsent.forEach(command -> complain("not sent to " + command.host() + ": " + command.id()));
    return (troubled.isEmpty() ? ExitCode.SUCCEEDED : ExitCode.UNAVAILABLE).number();
  }

  private void complain(String sentence) {
    PrintWriter errors = specification.commandLine().getErr();
    errors.println("longshore: " + TerminalText.line(sentence));
    errors.flush();
  }

  private void tell(Sent sent) {
    PrintWriter out = specification.commandLine().getOut();
    out.println(json ? TerminalText.json(place(sent)) : TerminalText.line(sent.id()));
    out.flush();
  }

  private static String place(Sent sent) {
    ObjectNode place = JsonMapper.shared().createObjectNode();
    place.put("id", sent.id()).put("host", sent.host().text()).put("topic", sent.topic());
    return place.put("partition", sent.partition()).put("offset", sent.offset()).toString();
  }

  private int awaitResults(CommandClient client, List<Outgoing> commands, Duration limit) {
    try (Ending ending = Ending.listening(() -> {})) {
      return ending.ended(awaitResults(client, commands, limit, ending));
    }
  }

  private int awaitResults(
      CommandClient client, List<Outgoing> commands, Duration limit, Ending ending) {
    boolean manyHosts = commands.stream().map(Outgoing::host).distinct().count() > 1;
    ResultPrinter.Form form = new ResultPrinter.Form(json, manyHosts, follow);
    try (Interrupts interrupts = Interrupts.heeded();
        Screen screen = screen()) {
      return new Awaiting(
              client::send,
              new ResultPrinter(screen, form),
              commands,
              limit,
              () -> ending.isAsked() || interrupts.isAsked(),
              leaving(client, ending))
          .untilAnswered();
    }
  }

  private Screen screen() {
    PrintWriter out = specification.commandLine().getOut();
    PrintWriter errors = specification.commandLine().getErr();
    return json ? Screen.plain(out, errors) : Screen.ofTerminal(out, errors);
  }

  /// Whoever ends the process by a signal waits for its end, not for a person's word.
  private Leaving leaving(CommandClient client, Ending ending) {
    return new Leaving(
        specification.commandLine().getErr(),
        () -> ending.isAsked() ? null : person(),
        one -> client.send(cancelling(one), Duration.ZERO).awaitSent());
  }

  private Outgoing cancelling(Outgoing command) {
    return CommandBuilder.to(command.host(), Action.CANCEL_COMMAND)
        .parameter("command_id", command.id())
        .issuer(surroundings.issuer().get())
        .build(surroundings.clock().instant());
  }

  /// Who can be asked; null when this is no terminal.
  private @Nullable BufferedReader person() {
    return Screen.isTerminal()
        ? new BufferedReader(new InputStreamReader(surroundings.standardInput(), UTF_8))
        : null;
  }
}
