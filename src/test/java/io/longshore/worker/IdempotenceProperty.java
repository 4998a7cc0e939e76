package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageRequest;
import io.longshore.command.RunMode;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import io.longshore.generated.HostFacts;
import io.longshore.generated.Mutation;
import io.longshore.generated.Mutations;
import io.longshore.generated.ParameterSet;
import io.longshore.plan.ActualState;
import io.longshore.plan.Attempt;
import io.longshore.plan.Findings;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.Plan;
import io.longshore.plan.Planner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What holds of every parameter set on a host: after a start nothing differs, in any spelling, and
/// the same start does nothing; after one parameter was changed, exactly that aspect differs, for a
/// comparison and for a start alike; and a start with it makes it so.
final class IdempotenceProperty {
  /// Of so many sets one is really started again with a parameter changed, which takes as long as
  /// all the rest.
  private static final int RECREATED = 4;

  private static final Attempt ATTEMPT = new Attempt(new CommandId("planned"), 1, null);
  private static final Planner PLANNER = new Planner(DirectWorker.OPTIONS);

  private final DirectWorker worker;
  private final HostFacts host;

  IdempotenceProperty(DirectWorker worker, HostFacts host) {
    this.worker = worker;
    this.host = host;
  }

  /// Checks it of one set, whose container must not be there before and is not after.
  ///
  /// @throws AssertionError saying what does not hold
  void check(ParameterSet set) {
    try {
      startsOnce(set);
      List<Mutation> mutations = Mutations.of(set);
      showsEvery(mutations, set);
      showsReally(mutations.get(set.index() % mutations.size()));
      if (set.index() % RECREATED == 0) {
        mutations.stream()
            .filter(Mutation::startable)
            .skip(set.index() / RECREATED % 5)
            .findFirst()
            .ifPresent(mutation -> isMadeSo(mutation));
      }
    } finally {
      remove(set);
    }
  }

  private void startsOnce(ParameterSet set) {
    Event.Finished first = ask(Action.START_CONTAINER, set.write(1), false);
    assertThat(first.report().changed()).as("the first start changes something").isTrue();
    ContainerName name = new ContainerName(set.name());
    ObservedContainer made = worker.container(name);

    assertNothing("the same start", ask(Action.START_CONTAINER, set.write(1), false));
    assertNothing("a comparison", ask(Action.COMPARE_CONTAINER, set.write(1), false));
    assertNothing(
        "a start in another spelling, " + set.write(2),
        ask(Action.START_CONTAINER, set.write(2), false));
    ObservedContainer then = worker.container(name);
    assertThat(then.id()).as("the container's id").isEqualTo(made.id());
    assertThat(then.state().startedAt()).as("its start").isEqualTo(made.state().startedAt());
  }

  /// By the planner alone, which takes no time: what is there is observed once.
  private void showsEvery(List<Mutation> mutations, ParameterSet set) {
    ActualState actual = worker.observe(set.spec().orElseThrow());
    assertSoftly(soft -> {
      for (Mutation mutation : mutations) {
        soft.check(() -> showsPlanned(mutation, actual));
      }
    });
  }

  private void showsPlanned(Mutation mutation, ActualState actual) {
    ContainerSpec asked = mutation.asked();
    ActualState seen =
        new ActualState(
            actual.container(),
            worker.image(asked.image()),
            null,
            actual.unit(),
            actual.configCheck(),
            actual.timeZone());
    List<Difference> compared = plan(new Command.CompareContainer(asked), seen);
    assertExpected("planned: ", mutation, compared);
    Command.Planned start =
        new Command.StartContainer(asked, ImageRequest.of(asked.image()), RunMode.DETACHED);
    assertThat(plan(start, seen)).as("planned start of %s", mutation).isEqualTo(compared);
  }

  private static List<Difference> plan(Command.Planned command, ActualState actual) {
    return switch (PLANNER.plan(command, actual, ATTEMPT)) {
      case Plan.Proceed(Findings findings, var _, var _, var _) -> findings.differences();
      case Plan.Tell tell -> throw new AssertionError("facts instead of differences: " + tell);
      case Plan.Refuse refuse -> throw new AssertionError(refuse.failure().message());
    };
  }

  /// The whole way, by the worker.
  private void showsReally(Mutation mutation) {
    ObjectNode parameters = mutation.set().write(3);
    Event.Finished compared = ask(Action.COMPARE_CONTAINER, parameters, false);
    assertExpected("", mutation, compared.report().differences());
    assertThat(compared.report().changed()).isEqualTo(!compared.report().differences().isEmpty());
    Event.Finished checked = ask(Action.START_CONTAINER, parameters, true);
    assertThat(checked.report().differences())
        .as("a start in check mode, %s", mutation)
        .isEqualTo(compared.report().differences());
  }

  private void isMadeSo(Mutation mutation) {
    ObjectNode parameters = mutation.set().write(4);
    ask(Action.START_CONTAINER, parameters, false);
    assertNothing(
        mutation + ", started, then compared", ask(Action.COMPARE_CONTAINER, parameters, false));
    assertNothing(mutation + ", started twice", ask(Action.START_CONTAINER, parameters, false));
  }

  private void assertExpected(String how, Mutation mutation, List<Difference> found) {
    Set<String> aspects =
        found.stream().map(Difference::aspect).collect(Collectors.toCollection(TreeSet::new));
    assertThat(mutation.expected(host))
        .as("%s%s, as %s: %s", how, mutation, mutation.set().write(3), found)
        .contains(aspects);
  }

  private static void assertNothing(String what, Event.Finished finished) {
    assertThat(finished.report().differences()).as("%s: %s", what, finished.report()).isEmpty();
    assertThat(finished.report().changed()).as("%s: %s", what, finished.report()).isFalse();
    assertThat(finished.report().steps())
        .as(what)
        .noneMatch(step -> step.state() == StepReport.State.CHANGED);
  }

  private Event.Finished ask(Action action, ObjectNode parameters, boolean checkMode) {
    Event.Finished finished = worker.ask(action, parameters, checkMode);
    Failure failure = finished.failure();
    assertThat(finished.outcome())
        .as(
            "%s at %s of %s: %s",
            failure == null ? "" : failure.kind(), action, parameters, finished)
        .isEqualTo(Outcome.SUCCEEDED);
    return finished;
  }

  private void remove(ParameterSet set) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("name", set.name());
    worker.ask(Action.STOP_AND_REMOVE_CONTAINER, parameters.put("graceful_timeout", 5), false);
  }
}
