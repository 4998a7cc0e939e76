package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.engine.EngineException;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.PublishException;
import io.longshore.ledger.ResultPublisher;
import io.longshore.plan.ActualState;
import io.longshore.plan.Attempt;
import io.longshore.plan.Plan;
import io.longshore.plan.Planner;
import io.longshore.supervisor.SupervisorException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The whole story of a command: observe, plan, say that it begins, execute, and tell how it ended.
final class CommandHandler {
  /// A pull is followed by a second plan; more rounds than this mean that somebody removes what is
  /// pulled.
  private static final int MOST_ROUNDS = 4;

  private final Observer observer;
  private final Planner planner;
  private final PlanExecutor executor;
  private final ResultPublisher publisher;
  private final Ledger ledger;
  private final Outages outages;
  private final InstantSource clock;
  private final SteadyClock steady;

  /// @param clock tells when things happened
  /// @param steady tells when a command's time is over, as it does the executor
  CommandHandler(
      Observer observer,
      Planner planner,
      PlanExecutor executor,
      ResultPublisher publisher,
      Ledger ledger,
      Outages outages,
      InstantSource clock,
      SteadyClock steady) {
    this.observer = observer;
    this.planner = planner;
    this.executor = executor;
    this.publisher = publisher;
    this.ledger = ledger;
    this.outages = outages;
    this.clock = clock;
    this.steady = steady;
  }

  /// Carries out a command, unless it only checks, and tells how it ended. What cannot be reached
  /// is waited for, and the command then goes on from what is there.
  Narrative handle(Envelope envelope, Attempt attempt) {
    Narrative narrative = new Narrative(envelope, attempt, clock.instant());
    StepContext context = context(envelope, narrative);
    OutageWait outage = outages.of(envelope);
    Optional<Failure> end = outage.forEngine();
    while (end.isEmpty()) {
      narrative.beginRound();
      doRound(envelope, narrative, context);
      Failure failure = narrative.failure();
      if (failure == null || !Outages.explain(failure)) {
        return narrative;
      }
      end = outage.after(failure);
    }
    narrative.fail(end.get());
    return narrative;
  }

  private void doRound(Envelope envelope, Narrative narrative, StepContext context) {
    try {
      carryOut(envelope, narrative, context);
    } catch (EngineException | SupervisorException e) {
      narrative.fail(PlanExecutor.failure(e));
    } catch (PublishException e) {
      throw e;
    } catch (RuntimeException e) {
      narrative.failUnexpectedly(e);
    }
  }

  /// Removes what was evidence until the result became durable. The failure, or null when there was
  /// none.
  @Nullable Failure cleanUp(Narrative narrative) {
    return executor
        .execute(narrative.afterResult(), new StepContext(narrative.envelope().id(), null, _ -> {}))
        .failure();
  }

  private void carryOut(Envelope envelope, Narrative narrative, StepContext context) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Attempt attempt = narrative.attempt();
      ActualState actual = observer.observe(envelope.command(), attempt);
      switch (planner.plan(envelope.command(), actual, attempt)) {
        case Plan.Refuse refuse -> {
          narrative.fail(refuse.failure());
          return;
        }
        case Plan.Tell plan -> {
          narrative.tell(plan);
          return;
        }
        case Plan.Proceed plan -> {
          narrative.found(plan);
          if (envelope.checkMode() || !execute(plan, envelope, narrative, context)) {
            return;
          }
        }
      }
    }
    narrative.failEndless();
  }

  /// True when the rest has to be planned anew.
  private boolean execute(
      Plan.Proceed plan, Envelope envelope, Narrative narrative, StepContext context) {
    if (plan.steps().isEmpty()) {
      return false;
    }
    sayStarted(envelope, narrative);
    PlanExecutor.Execution execution = executor.execute(plan, context);
    narrative.did(execution);
    return execution.planAnew();
  }

  private StepContext context(Envelope envelope, Narrative narrative) {
    return new StepContext(
        envelope.id(),
        envelope.timeout() == null ? null : steady.instant().plus(envelope.timeout()),
        line -> publisher.publishSoon(narrative.progress(line, clock.instant())));
  }

  /// Before a command's first effect its `started` event is durable, so that after a crash it is
  /// known to be observed rather than repeated.
  private void sayStarted(Envelope envelope, Narrative narrative) {
    if (!narrative.begun()) {
      int attempt = narrative.attempt().number();
      Event.Started started =
          new Event.Started(narrative.header(clock.instant()), attempt, envelope.digest());
      Durably.await(publisher.publish(started));
      ledger.started(envelope.id(), envelope.digest(), attempt, started.header().at());
      narrative.begin(started.header().at());
    }
  }

  /// The attempt that handling a command now would be.
  static Attempt attempt(CommandId id, Ledger.State state) {
    return switch (state) {
      case Ledger.State.Begun begun -> new Attempt(id, begun.attempts() + 1, begun.firstAt());
      case Ledger.State.Waiting _, Ledger.State.Answered _ -> new Attempt(id, 1, null);
    };
  }
}
