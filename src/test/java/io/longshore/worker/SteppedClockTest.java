package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.command.VolumeName;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeFaults;
import io.longshore.emulator.FakeOperation;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the host's clock by days while commands are under way. Only what is bound to a
/// time of day may notice.
@Timeout(60)
class SteppedClockTest {
  private static final HostName HOST = new HostName("stepped");
  private static final ContainerName WEB = new ContainerName("web");
  private static final ImageReference IMAGE = new ImageReference("localhost/web:1");
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final Lifecycle BY_ENGINE =
      new Lifecycle(RestartPolicy.ONESHOT, 10, Duration.ofSeconds(5), Duration.ofSeconds(1));

  private final AtomicReference<Duration> step = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(step.get());
  private final InMemoryLog log = new InMemoryLog();
  private final FakeContainerEngine engine = FakeContainerEngine.recording(clock);
  private final InMemoryWorker worker =
      InMemoryWorker.start(log, engine, new Ledger(WINDOW), clock, WINDOW);

  @AfterEach
  void close() {
    worker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void aCommandsTimeoutGoesOnAsIfNothingHadHappened(int days) {
    engine.images().load(IMAGE.text());
    engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.CREATE_CONTAINER) {
            startAfterTheStep(days);
          }
        });
    Command start =
        new Command.StartContainer(
            ContainerSpec.of(WEB, IMAGE), ImageRequest.of(IMAGE), RunMode.DETACHED);
    log.send(envelope("1", start, Duration.ofMinutes(5)));

    Event.Finished result = log.result("1");

    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().steps())
        .allSatisfy(
            done -> assertThat(done.duration()).isBetween(Duration.ZERO, Duration.ofDays(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void anOutageIsWaitedOutForAsLongAsTheCommandAllows(int days) throws Exception {
    engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    log.send(envelope("1", volume(), Duration.ofMinutes(5)));
    while (engine.availability().outage().isEmpty()) {
      Thread.sleep(5);
    }
    step.set(Duration.ofDays(days));
    Thread.sleep(100);
    engine.faults().heal();

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aCommandWhoseDeadlinePassesWhileItIsLookedAtIsNotBegun() {
    engine.faults().before((_, _) -> step.set(Duration.ofDays(3)));
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    log.send(volumeBetween(null, tomorrow));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(engine.faults().effects()).isEmpty();
  }

  @Test
  void aCommandThatIsNotToBeginYetBeginsByTheClockAsItIsSetMeanwhile() throws Exception {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    log.send(volumeBetween(tomorrow, null));
    Thread.sleep(200);
    assertThat(engine.faults().effects()).isEmpty();
    step.set(Duration.ofDays(3));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void aCommandThatComesAgainIsAnsweredWithItsFirstResult(int days) {
    log.send(envelope("1", volume(), null));
    log.result("1");
    step.set(Duration.ofDays(days));
    log.send(envelope("1", volume(), null));

    log.await(Event.Duplicate.class::isInstance);

    assertThat(engine.faults().effects()).hasSize(1);
  }

  /// Its start time then lies in the future, as if it had been started since.
  @Test
  void aRestartThatWasCutOffIsMadeAlthoughTheClockWasAheadWhenItsContainerWasStarted() {
    engine.images().load(IMAGE.text());
    engine.containers().create(ContainerSpec.of(WEB, IMAGE), Map.of(), EngineRestart.NEVER);
    step.set(Duration.ofHours(2));
    engine.containers().start(WEB);
    step.set(Duration.ZERO);
    engine.faults().failNext(FakeOperation.RESTART_CONTAINER, FailureKind.ENGINE_UNAVAILABLE);
    log.send(envelope("1", new Command.RestartContainer(WEB, BY_ENGINE, false), null));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(engine.faults().effects())
        .extracting(FakeFaults.Effect::operation)
        .contains(FakeOperation.RESTART_CONTAINER);
  }

  /// As its unit would, while the command waits for it.
  private void startAfterTheStep(int days) {
    Thread.startVirtualThread(() -> {
      Pauses.sleep(Duration.ofMillis(200));
      step.set(Duration.ofDays(days));
      Pauses.sleep(Duration.ofMillis(300));
      engine.containers().start(WEB);
    });
  }

  private static Command volume() {
    return new Command.CreateVolume(new VolumeName("data"));
  }

  private static Envelope volumeBetween(@Nullable Instant notBefore, @Nullable Instant notAfter) {
    return new Envelope(
        new CommandId("1"),
        HOST,
        volume(),
        notBefore,
        notAfter,
        null,
        false,
        null,
        null,
        false,
        "d1");
  }

  private static Envelope envelope(String id, Command command, @Nullable Duration timeout) {
    return new Envelope(
        new CommandId(id), HOST, command, null, null, timeout, false, null, null, false, "d" + id);
  }
}
