package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.engine.EngineException;
import io.longshore.event.Beginning;
import io.longshore.event.Failure;
import io.longshore.ledger.ControlState;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.PublishException;
import io.longshore.ledger.ResultPublisher;
import io.longshore.plan.ActualState;
import io.longshore.plan.Attempt;
import io.longshore.plan.Plan;
import io.longshore.plan.Planner;
import io.longshore.supervisor.SupervisorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The whole story of a command: observe, plan, say that it begins, execute, and tell how it ended.
final class CommandHandler {
  /// A pull is followed by a second plan; more rounds than this mean that somebody removes what is
  /// pulled.
  private static final int MOST_ROUNDS = 4;

  private static final Duration EARLIER_CALLS = Duration.ofMillis(500);

  private final Observer observer;
  private final Planner planner;
  private final PlanExecutor executor;
  private final Beginnings beginnings;
  private final ResultPublisher publisher;
  private final Outages outages;
  private final ControlState control;
  private final InstantSource clock;
  private final SteadyClock steady;

  /// @param clock tells when things happened
  /// @param steady tells when a command's time is over, as it does the executor
  CommandHandler(
      Observer observer,
      Planner planner,
      PlanExecutor executor,
      Beginnings beginnings,
      ResultPublisher publisher,
      Outages outages,
      ControlState control,
      InstantSource clock,
      SteadyClock steady) {
    this.observer = observer;
    this.planner = planner;
    this.executor = executor;
    this.beginnings = beginnings;
    this.publisher = publisher;
    this.outages = outages;
    this.control = control;
    this.clock = clock;
    this.steady = steady;
  }

  /// Carries out a command, unless it only checks, and tells how it ended. What cannot be reached
  /// is waited for, and the command then goes on from what is there.
  ///
  /// @param command the envelope's
  /// @param deadline when it is too late to begin it
  /// @throws StoppedException when it waits for the end of an outage or a freeze and is left to the
  ///   next start
  Narrative handle(
      Envelope envelope,
      Command.Planned command,
      Attempt attempt,
      Instant deadline,
      StopSignal stop) {
    Narrative narrative = new Narrative(envelope, attempt, clock.instant());
    while (!carriedOut(command, narrative, deadline, stop)) {
      Optional<Failure> end = waited(narrative, stop, () -> untilThaw(deadline));
      if (end.isPresent()) {
        narrative.fail(end.get());
        break;
      }
    }
    return narrative;
  }

  /// False when the host was frozen before anything was begun, which who repairs its engine does.
  /// The command's time and what is known of the host then begin anew with the thaw.
  private boolean carriedOut(
      Command.Planned command, Narrative narrative, Instant deadline, StopSignal stop) {
    StepContext context = context(narrative, stop);
    OutageWait outage = outages.of(narrative.envelope());
    Optional<Failure> end = waited(narrative, stop, outage::forEngine);
    while (end.isEmpty()) {
      narrative.beginRound();
      if (frozen(narrative) || !doRound(command, narrative, deadline, context)) {
        return false;
      }
      Failure failure = narrative.failure();
      if (failure == null || !Outages.explain(failure)) {
        return true;
      }
      end = waited(narrative, stop, () -> outage.after(failure));
    }
    narrative.fail(end.get());
    return true;
  }

  private boolean doRound(
      Command.Planned command, Narrative narrative, Instant deadline, StepContext context) {
    try {
      return carryOut(command, narrative, deadline, context);
    } catch (EngineException | SupervisorException e) {
      narrative.fail(PlanExecutor.failure(e));
    } catch (PublishException e) {
      throw e;
    } catch (RuntimeException e) {
      narrative.failUnexpectedly(e);
    }
    return true;
  }

  private boolean frozen(Narrative narrative) {
    return narrative.attempt().firstStarted() == null
        && control.frozenUntil(clock.instant()).isPresent();
  }

  /// What a command that was begun has left can neither be seen nor ended while the engine is away,
  /// so that calling it off takes hold only then.
  ///
  /// @return the failure that ends the command; empty when it may go on
  private Optional<Failure> waited(
      Narrative narrative, StopSignal stop, StopSignal.Wait<Optional<Failure>> wait) {
    if (narrative.attempt().firstStarted() != null) {
      return stop.onceBegun(wait);
    }
    try {
      return stop.betweenSteps(wait);
    } catch (StoppedException stopped) {
      return Optional.of(Cancelled.unbegun(stopped.canceller().orElseThrow(() -> stopped)));
    }
  }

  private Optional<Failure> untilThaw(Instant deadline) throws InterruptedException {
    control.awaitThaw(deadline, clock);
    return expiry(deadline, clock.instant());
  }

  private static Optional<Failure> expiry(Instant deadline, Instant now) {
    return now.isBefore(deadline)
        ? Optional.empty()
        : Optional.of(Admission.expired(deadline, now));
  }

  /// Removes what was evidence until the result became durable. The failure, or null when there was
  /// none.
  @Nullable Failure cleanUp(Narrative narrative) {
    return executor
        .execute(narrative.afterResult(), new StepContext(narrative.envelope().id(), null, _ -> {}))
        .failure();
  }

  /// False when the host was frozen while it was looked at.
  private boolean carryOut(
      Command.Planned command, Narrative narrative, Instant deadline, StepContext context) {
    if (narrative.attempt().firstStarted() != null) {
      letEarlierCallsEnd(command, narrative.attempt());
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Attempt attempt = narrative.attempt();
      ActualState actual = observer.observe(command, attempt);
      switch (planner.plan(command, actual, attempt)) {
        case Plan.Refuse refuse -> {
          narrative.fail(refuse.failure());
          return true;
        }
        case Plan.Tell plan -> {
          narrative.tell(plan);
          return true;
        }
        case Plan.Proceed plan -> {
          boolean effects = !plan.steps().isEmpty() && !narrative.envelope().checkMode();
          if (effects && frozen(narrative)) {
            return false;
          }
          narrative.found(plan);
          Beginning how = attempt.begins(plan, actual.container());
          if (!effects
              || !begun(plan, how, narrative, deadline)
              || !execute(plan, narrative, context)) {
            return true;
          }
        }
      }
    }
    narrative.failEndless();
    return true;
  }

  /// A call that an earlier attempt had sent may be carried out only now: by an engine that hung.
  /// Once the engine answers it has all its calls in work, and a moment later shows what came of
  /// them. Seen too early, a task would be started that the earlier call starts, too.
  private void letEarlierCallsEnd(Command.Planned command, Attempt attempt) {
    observer.observe(command, attempt);
    try {
      Thread.sleep(EARLIER_CALLS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// True when the rest has to be planned anew.
  private boolean execute(Plan.Proceed plan, Narrative narrative, StepContext context) {
    PlanExecutor.Execution execution = executor.execute(plan, context);
    narrative.did(execution);
    return execution.planAnew();
  }

  /// Says that it begins, unless that was said, and says so again of one that only waited and now
  /// does more. False when its deadline has passed while it was looked at: then it does not.
  private boolean begun(Plan.Proceed plan, Beginning how, Narrative narrative, Instant deadline) {
    if (narrative.hasBegun(how)) {
      return true;
    }
    Envelope envelope = narrative.envelope();
    Instant now = clock.instant();
    boolean never = narrative.attempt().firstStarted() == null;
    Optional<Failure> expired = never ? expiry(deadline, now) : Optional.empty();
    if (expired.isPresent()) {
      narrative.fail(expired.get());
      return false;
    }
    String image = plan.imageBefore();
    beginnings.say(envelope, narrative.attempt().number(), image, how, now);
    narrative.begin(now, image, how);
    return true;
  }

  private StepContext context(Narrative narrative, StopSignal stop) {
    Envelope envelope = narrative.envelope();
    OnTheWay onTheWay = new OnTheWay(publisher, narrative, clock);
    return new StepContext(
        envelope.id(),
        envelope.timeout() == null ? null : steady.instant().plus(envelope.timeout()),
        onTheWay::note,
        envelope.follow() ? new LiveOutput(onTheWay) : null,
        stop);
  }

  /// The attempt that handling a command now would be.
  static Attempt attempt(CommandId id, Ledger.State state) {
    return switch (state) {
      case Ledger.State.Begun begun ->
          new Attempt(
              id, begun.attempts() + 1, begun.firstAt(), begun.imageBefore(), begun.beginning());
      case Ledger.State.Waiting _, Ledger.State.Answered _ -> new Attempt(id, 1, null);
    };
  }
}
