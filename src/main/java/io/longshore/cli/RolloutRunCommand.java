package io.longshore.cli;

import io.longshore.cli.rollout.Coordinator;
import io.longshore.cli.rollout.LostLeadException;
import io.longshore.cli.text.RolloutText;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerAccess;
import io.longshore.client.ResultFeed;
import io.longshore.kafka.TopicProvisioner;
import io.longshore.kafka.TopicSpec;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import io.longshore.wire.RolloutEventEncoder;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longshore rollout run`: leads a rollout until it ends.
@Command(
    name = "run",
    header = "Lead a rollout until it ends: a new one, or one that was begun.",
    description = {
      "",
      "Everything is in the topics: when this process dies, the same command line goes on where it was, on any machine. "
          + "Who runs it a second time takes over the lead; the first one ends.",
      ""
    })
final class RolloutRunCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.REJECTED,
    ExitCode.UNAVAILABLE,
    ExitCode.FAILED,
    ExitCode.CANCELLED,
    ExitCode.FILE,
    ExitCode.NO_ANSWER,
    ExitCode.FAULT,
    ExitCode.WITH_FAILURES,
    ExitCode.REVERTED,
    ExitCode.REVERT_FAILED
  };

  private final Surroundings surroundings;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The plan (YAML or JSON); - is standard input.")
  private @Nullable String file;

  @Option(
      names = "--id",
      paramLabel = "ROLLOUT",
      description = "Go on with a rollout that was begun, without its file.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print the report as one line of JSON.")
  private boolean json;

  RolloutRunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if ((file == null) == (id == null)) {
      throw new CliException(
          ExitCode.USAGE, "give a FILE, or the --id of a rollout that was begun");
    }
    BrokerAccess access = broker.access();
    Optional<RolloutFile> plan = Optional.ofNullable(file).map(name -> read(access, name));
    RolloutId rollout =
        plan.map(read -> read.plan().id()).orElseGet(() -> RolloutRequests.id(String.valueOf(id)));
    makeTopic(access);
    try (Coordinator coordinator =
        new Coordinator(access, rollout, surroundings.clock(), this::tell)) {
      plan.ifPresent(read -> plan(coordinator, read));
      if (coordinator.state().isEmpty()) {
        throw new CliException(ExitCode.REJECTED, "no rollout was planned as " + rollout);
      }
      return ended(coordinator.lead(surroundings.issuer().get()));
    } catch (LostLeadException lost) {
      throw new CliException(ExitCode.NO_ANSWER, lost.getMessage(), lost);
    }
  }

  private RolloutFile read(BrokerAccess access, String name) {
    return RolloutFile.read(
        name,
        surroundings.standardInput(),
        () -> {
          try (ResultFeed feed = new ResultFeed(access)) {
            return feed.knownHosts();
          }
        });
  }

  private static void makeTopic(BrokerAccess access) {
    List<TopicSpec> wanted =
        TopicSpec.shared().stream().filter(topic -> topic.name().equals(Topics.ROLLOUTS)).toList();
    try (Admin admin = access.admin()) {
      new TopicProvisioner(admin, 0).provision(wanted);
    }
  }

  /// A plan that was begun goes on; another one of the same name is none of this rollout's.
  private void plan(Coordinator coordinator, RolloutFile read) {
    Optional<RolloutState> begun = coordinator.state();
    if (begun.isPresent() && !begun.get().plan().equals(read.plan())) {
      throw new CliException(
          ExitCode.REJECTED,
          "a rollout %s was planned at %s, and otherwise; give this one another name (rollout:), or go on with that one: --id %s"
              .formatted(read.plan().id(), begun.get().plannedAt(), read.plan().id()));
    }
    if (begun.isEmpty()) {
      Instant now = surroundings.clock().instant();
      coordinator.plan(
          RolloutEventEncoder.planned(
              read.plan().id(), read.document(), now, surroundings.issuer().get()));
    }
  }

  private void tell(RolloutEvent event, RolloutState after) {
    PrintWriter lines = json ? specification.commandLine().getErr() : out();
    RolloutText.line(event, after).ifPresent(lines::println);
    lines.flush();
  }

  private int ended(RolloutState state) {
    if (json) {
      out().println(TerminalText.json(RolloutReport.json(state)));
    } else {
      RolloutText.report(state).forEach(out()::println);
    }
    out().flush();
    return RolloutReport.exitCode(state).number();
  }

  private PrintWriter out() {
    return specification.commandLine().getOut();
  }
}
