package io.longshore.cli;

import io.longshore.cli.rollout.Coordinator;
import io.longshore.cli.rollout.LeadLapsedException;
import io.longshore.cli.rollout.LostLeadException;
import io.longshore.cli.text.RolloutText;
import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import io.longshore.kafka.TopicProvisioner;
import io.longshore.kafka.TopicSpec;
import io.longshore.kafka.Topics;
import io.longshore.rollout.Before;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.wire.RolloutEventEncoder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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

  /// A broker that gives up so many leads in a row, without anything that got on, is too busy.
  private static final int MOST_IN_VAIN = 5;

  /// How long a host may take to say what is there.
  private static final Duration SURVEY = Duration.ofMinutes(1);

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
    PrintWriter errors = specification.commandLine().getErr();
    return ended(led(() -> lead(access, rollout, plan), errors));
  }

  /// Leads anew when the lead has lapsed, as long as it gets on.
  ///
  /// @throws CliException when it does not
  static RolloutState led(Supplier<RolloutState> lead, PrintWriter errors) {
    int inVain = 0;
    while (true) {
      try {
        return lead.get();
      } catch (LeadLapsedException lapsed) {
        inVain = lapsed.gotOn() ? 0 : inVain + 1;
        if (inVain == MOST_IN_VAIN) {
          throw new CliException(
              ExitCode.UNAVAILABLE,
              "%s, %d times in a row; run it again when the broker is less busy, it goes on where it is"
                  .formatted(lapsed.getMessage(), MOST_IN_VAIN),
              lapsed);
        }
        errors.println("longshore: " + lapsed.getMessage() + "; goes on with it");
      }
    }
  }

  private RolloutState lead(BrokerAccess access, RolloutId rollout, Optional<RolloutFile> plan) {
    try (RolloutView view =
            json
                ? RolloutView.lines(lines())
                : RolloutView.of(
                    out(), specification.commandLine().getErr(), surroundings.clock());
        Coordinator coordinator = new Coordinator(access, rollout, surroundings.clock(), view)) {
      plan.ifPresent(read -> plan(access, coordinator, read));
      RolloutState begun =
          coordinator
              .state()
              .orElseThrow(() ->
                  new CliException(ExitCode.REJECTED, "no rollout was planned as " + rollout));
      view.begin(begun);
      return coordinator.lead(surroundings.issuer().get());
    } catch (LostLeadException lost) {
      throw new CliException(ExitCode.NO_ANSWER, lost.getMessage(), lost);
    }
  }

  private RolloutFile read(BrokerAccess access, String name) {
    return RolloutFile.read(
        name,
        surroundings.standardInput(),
        () -> BrokerOptions.knownHosts(access),
        rollout -> hostsOfBegun(access, rollout));
  }

  /// The same plan goes on with the same hosts, whichever its pattern would match by now. One that
  /// has ended does not go on: hosts that came since, or by another pattern, are not to be taken
  /// for done.
  private Optional<List<HostName>> hostsOfBegun(BrokerAccess access, RolloutId rollout) {
    makeTopic(access);
    Optional<RolloutState> begun =
        RolloutRequests.read(access, rollout::equals).of(rollout).filter(state -> !state.isEnded());
    begun.ifPresent(this::tellHosts);
    return begun.map(state -> state.plan().targets().stream().map(Target::host).toList());
  }

  private void tellHosts(RolloutState begun) {
    PrintWriter errors = specification.commandLine().getErr();
    errors.println(
        "longshore: %s was planned at %s: the pattern stands for its %d hosts of then"
            .formatted(begun.plan().id(), begun.plannedAt(), begun.plan().targets().size()));
    errors.flush();
  }

  private static void makeTopic(BrokerAccess access) {
    List<TopicSpec> wanted =
        TopicSpec.shared().stream().filter(topic -> topic.name().equals(Topics.ROLLOUTS)).toList();
    try (Admin admin = access.admin()) {
      new TopicProvisioner(admin, 0).provision(wanted);
    }
  }

  /// A plan that was begun goes on; another one of the same name is none of this rollout's.
  private void plan(BrokerAccess access, Coordinator coordinator, RolloutFile read) {
    Optional<RolloutState> begun = coordinator.state();
    if (begun.isPresent() && !begun.get().plan().equals(read.plan())) {
      throw new CliException(
          ExitCode.REJECTED,
          "a rollout %s was planned at %s, and otherwise; give this one another name (rollout:), or go on with that one: --id %s"
              .formatted(read.plan().id(), begun.get().plannedAt(), read.plan().id()));
    }
    if (begun.isEmpty()) {
      List<RolloutEvent.Surveyed> surveyed = surveyed(access, read.plan());
      Instant now = surroundings.clock().instant();
      coordinator.plan(
          RolloutEventEncoder.planned(
              read.plan().id(), read.document(), now, surroundings.issuer().get()),
          surveyed);
    }
  }

  /// What brings hosts back, where the plan leaves that to be found out. Hosts of which it is not
  /// known are none that a rollout may begin, so that they count as failed beforehand.
  private List<RolloutEvent.Surveyed> surveyed(BrokerAccess access, RolloutPlan plan) {
    if (!plan.reversal().isAsBefore()) {
      return List.of();
    }
    List<RolloutEvent.Surveyed> known = new ArrayList<>();
    Set<HostName> unknown = new HashSet<>();
    for (Before before : new RolloutSurvey(access, plan, surroundings, SURVEY).befores()) {
      switch (before) {
        case Before.Known(HostName host, List<Step> steps, _) ->
            known.add(new RolloutEvent.Surveyed(surroundings.clock().instant(), host, steps));
        case Before.Unknown nobody -> {
          unknown.add(nobody.host());
          lines().println(RolloutText.line(nobody));
        }
      }
    }
    if (plan.isBreachedBy(unknown)) {
      throw new CliException(
          ExitCode.REJECTED,
          "nothing was begun: nobody knows what would bring %d of %d hosts back, and fewer may fail; leave them out, or give the commands (revert:)"
              .formatted(unknown.size(), plan.targets().size()));
    }
    return known;
  }

  private PrintWriter lines() {
    return json ? specification.commandLine().getErr() : out();
  }

  private int ended(RolloutState state) {
    RolloutReport.print(state, json, out(), surroundings.clock().instant());
    return RolloutReport.exitCode(state).number();
  }

  private PrintWriter out() {
    return specification.commandLine().getOut();
  }
}
