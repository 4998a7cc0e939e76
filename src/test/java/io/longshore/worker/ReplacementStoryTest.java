package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.Environment;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.RunMode;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.engine.EngineException;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.ledger.Ledger;
import io.longshore.plan.Attempt;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.Planner;
import io.longshore.plan.ReplacementNames;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.FakeServiceManager;
import io.longshore.supervisor.ServiceManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running service is given another environment, and something goes wrong at every call in turn.
class ReplacementStoryTest {
  private static final ContainerName WEB = new ContainerName("web");
  private static final ImageReference IMAGE =
      new ImageReference("registry.example:5000/demo/web:1");
  private static final InstantSource CLOCK = InstantSource.system();
  private static final PlanOptions OPTIONS = PlanOptions.DEFAULT.settling(Duration.ofMillis(5));
  private static final int MORE_CALLS_THAN_A_REPLACEMENT = 200;

  @TempDir private Path root;
  private FakeContainerEngine engine;
  private FakeServiceManager services;
  private CommandHandler handler;
  private String oldId;
  private Instant began;
  private AtomicInteger calls;
  private volatile IntFunction<@Nullable Throwable> trouble;

  @BeforeEach
  void aServiceRuns() {
    aServiceRuns(Duration.ofSeconds(20));
  }

  /// @param longestOutage how long a command waits for what is away
  private void aServiceRuns(Duration longestOutage) {
    // What a dead command still looks at counts among its own calls.
    AtomicInteger counted = new AtomicInteger();
    calls = counted;
    trouble = _ -> null;
    engine = new FakeContainerEngine(CLOCK);
    services = new FakeServiceManager();
    engine.images().load(IMAGE.text());
    services.listener(
        new FakeServiceManager.Listener() {
          @Override
          public void started(UnitName unit) {
            bySystemd(() -> engine.containers().start(WEB));
          }

          @Override
          public void stopped(UnitName unit) {
            bySystemd(() -> engine.containers().stop(WEB, Duration.ZERO));
          }
        });
    engine.faults().before((_, _) -> call(counted));
    engine.faults().after((_, _) -> call(counted));
    ServiceManager troubled =
        (ServiceManager)
            Proxy.newProxyInstance(
                ServiceManager.class.getClassLoader(),
                new Class<?>[] {ServiceManager.class},
                (_, method, arguments) -> {
                  call(counted);
                  try {
                    Object answer = method.invoke(services, arguments);
                    call(counted);
                    return answer;
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
    SteadyClock steady = SteadyClock.from(CLOCK);
    RunWatcher watcher = new RunWatcher(engine, troubled, OPTIONS, Duration.ofMinutes(1), steady);
    StepPerformer performer =
        new StepPerformer(
            engine, troubled, new HostFiles(root), watcher, Duration.ofMinutes(1), steady);
    handler =
        new CommandHandler(
            new Observer(engine, troubled, new HostFiles(root), OPTIONS),
            new Planner(OPTIONS),
            new PlanExecutor(performer, CLOCK, steady),
            new Beginnings(new InMemoryLog(), new Ledger(Duration.ofDays(1)), CLOCK),
            new InMemoryLog(),
            new Outages(engine, troubled, CLOCK, longestOutage),
            new Ledger(Duration.ofDays(1)).control(),
            CLOCK,
            steady);
    assertThat(finish(handle("old", "1", 1)).outcome()).isEqualTo(Outcome.SUCCEEDED);
    oldId = web().orElseThrow().id();
    began = CLOCK.instant();
    calls.set(0);
  }

  /// What systemd has begun it ends, although the worker dies meanwhile.
  private static void bySystemd(Runnable act) {
    try {
      act.run();
    } catch (PowerCut death) {
      act.run();
      throw death;
    }
  }

  private void call(AtomicInteger counted) {
    Throwable due = trouble.apply(counted.getAndIncrement());
    if (due instanceof Error error) {
      throw error;
    }
    if (due instanceof RuntimeException exception) {
      throw exception;
    }
  }

  @Test
  void theNewOneRunsTheOldOneIsGoneAndItsDowntimeIsTold() {
    Event.Finished result = finish(handle("new", "2", 1));

    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().downtime()).isNotNull().isPositive();
    assertThat(result.report().rollback()).isNull();
    assertNewRunsAlone();
  }

  @Test
  void whateverCallFailsEitherTheNewOneRunsOrTheOldOneDoesAgain() {
    int restored = 0;
    for (int failing = 0; ; failing++) {
      aServiceRuns();
      int at = failing;
      trouble = number -> number == at ? refusal() : null;
      Event.Finished result = finish(handle("new", "2", 1));
      if (calls.get() <= at) {
        break;
      }
      trouble = _ -> null;
      if (result.outcome() == Outcome.SUCCEEDED) {
        assertThat(web().orElseThrow().id()).isNotEqualTo(oldId);
        assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
      } else {
        assertThat(web().orElseThrow().id()).as("after call %d", at).isEqualTo(oldId);
        assertThat(status()).as("after call %d: %s", at, result).isEqualTo(ContainerStatus.RUNNING);
        assertThat(left(ReplacementNames.previous(WEB))).isEmpty();
        restored += restored(result) ? 1 : 0;
      }
      assertThat(at).isLessThan(MORE_CALLS_THAN_A_REPLACEMENT);
    }
    assertThat(restored).as("replacements taken back").isGreaterThan(5);
  }

  @Test
  @Timeout(120)
  void whereverTheWorkerDiesTheNextStartFinishesTheReplacement() {
    int deaths = 0;
    for (int failing = 0; ; failing++) {
      aServiceRuns();
      int at = failing;
      trouble = number -> number == at ? new PowerCut() : null;
      Throwable died = catchThrowable(() -> handle("new", "2", 1));
      if (calls.get() <= at) {
        break;
      }
      assertThat(died).as("after call %d", at).isInstanceOf(PowerCut.class);
      deaths++;
      trouble = _ -> null;

      Event.Finished result = finish(handle("new", "2", 2));

      assertThat(result.outcome()).as("after call %d: %s", at, result).isEqualTo(Outcome.SUCCEEDED);
      assertThat(result.report().changed()).isTrue();
      assertNewRunsAlone();
      assertThat(at).isLessThan(MORE_CALLS_THAN_A_REPLACEMENT);
    }
    assertThat(deaths).as("deaths").isGreaterThan(20);
  }

  @Test
  void aNewOneThatEndsSoonAfterItsStartIsTakenBack() {
    AtomicBoolean crashed = new AtomicBoolean();
    engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.START_CONTAINER && crashed.compareAndSet(false, true)) {
            engine.containers().crash(WEB, 3);
          }
        });
    Event.Finished result = finish(handle("new", "2", 1));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.NOT_RUNNING);
    assertThat(restored(result)).isTrue();
    assertThat(result.report().downtime()).isNotNull();
    assertThat(web().orElseThrow().id()).isEqualTo(oldId);
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(left(ReplacementNames.next(WEB))).isEmpty();
  }

  @Test
  void whenSystemdIsGoneInTheMiddleItIsSaidWhereTheOldOneIs() {
    aServiceRuns(Duration.ofMillis(500));
    engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.RENAME_CONTAINER) {
            services.unavailable(true);
          }
        });
    Event.Finished result = finish(handle("new", "2", 1));

    assertThat(Objects.requireNonNull(result.failure()).kind())
        .isEqualTo(FailureKind.SUPERVISOR_UNAVAILABLE);
    assertThat(restored(result)).isFalse();
    assertThat(Objects.requireNonNull(result.report().rollback()).message())
        .contains("still web.longshore-old");
  }

  @Test
  void anOldOneThatCannotBeRemovedIsAWarningSinceTheNewOneRuns() {
    engine
        .faults()
        .before((operation, target) -> {
          if (operation == FakeOperation.REMOVE_CONTAINER
              && target.equals("web.longshore-old")
              && web().filter(found -> !found.id().equals(oldId)).isPresent()) {
            throw (EngineException) refusal();
          }
        });
    Event.Finished result = finish(handle("new", "2", 1));

    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().warnings())
        .anyMatch(warning -> warning.contains("is left as web.longshore-old"));
  }

  @Test
  void anOutageDuringTheRemovalOfTheOldOneIsWaitedFor() {
    AtomicBoolean lost = new AtomicBoolean();
    engine
        .faults()
        .before((operation, target) -> {
          if (operation == FakeOperation.REMOVE_CONTAINER
              && target.equals("web.longshore-old")
              && web().filter(found -> !found.id().equals(oldId)).isPresent()
              && lost.compareAndSet(false, true)) {
            throw new EngineException(
                FailureKind.ENGINE_UNAVAILABLE, "the engine is gone", "wait", null, null);
          }
        });
    Event.Finished result = finish(handle("new", "2", 1));

    assertThat(lost).isTrue();
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertNewRunsAlone();
  }

  @Test
  void theOldOneIsRemovedAlthoughTheTimeIsOverOnceTheNewOneHasBegun() {
    Duration timeout = Duration.ofSeconds(3);
    engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.START_CONTAINER) {
            Pauses.sleep(timeout.plusMillis(100));
          }
        });

    Event.Finished result = finish(handle("new", "2", 1, new RunMode(false, true, false), timeout));

    assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertNewRunsAlone();
  }

  private static RuntimeException refusal() {
    return new EngineException(FailureKind.ENGINE, "the engine refuses", "try", null, null);
  }

  private Narrative handle(String greeting, String id, int attempt) {
    return handle(greeting, id, attempt, RunMode.DETACHED, null);
  }

  private Narrative handle(
      String greeting, String id, int attempt, RunMode mode, @Nullable Duration timeout) {
    ContainerSpec spec =
        ContainerSpec.of(WEB, IMAGE).withEnvironment(Environment.of(Map.of("GREETING", greeting)));
    Command.Planned command = new Command.StartContainer(spec, ImageRequest.of(IMAGE), mode);
    Envelope envelope =
        new Envelope(
            new CommandId(id),
            new HostName("h1"),
            command,
            null,
            null,
            timeout,
            false,
            null,
            null,
            false,
            "digest-" + id);
    return handler.handle(
        envelope,
        command,
        new Attempt(envelope.id(), attempt, attempt == 1 ? null : began),
        Instant.MAX,
        new StopSignal());
  }

  private static Event.Finished finish(Narrative narrative) {
    return narrative.finished(CLOCK.instant());
  }

  private static boolean restored(Event.Finished result) {
    return result.report().rollback() != null && result.report().rollback().restored();
  }

  private void assertNewRunsAlone() {
    assertThat(web().orElseThrow().id()).isNotEqualTo(oldId);
    assertThat(web().orElseThrow().environment()).containsEntry("GREETING", "new");
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(left(ReplacementNames.previous(WEB))).isEmpty();
    assertThat(left(ReplacementNames.next(WEB))).isEmpty();
  }

  private ContainerStatus status() {
    return web().orElseThrow().state().status();
  }

  private Optional<ObservedContainer> web() {
    return engine.containers().find(WEB);
  }

  private Optional<ObservedContainer> left(ContainerName name) {
    return engine.containers().find(name);
  }

  /// The process is gone at once.
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }
}
