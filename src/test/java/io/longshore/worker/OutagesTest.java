package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.VolumeName;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.event.FailureKind;
import io.longshore.supervisor.AbsentServiceManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutagesTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final FakeContainerEngine engine = new FakeContainerEngine(CLOCK);
  private final Outages outages =
      new Outages(engine, new AbsentServiceManager(), CLOCK, Duration.ofMillis(20));

  @Test
  void aCommandWithoutADeadlineOfItsOwnWaitsAsLongAsIsConfigured() throws InterruptedException {
    takeAway();

    assertThat(outages.of(command(null)).forEngine())
        .hasValueSatisfying(
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE));
  }

  @Test
  void oneThatMayBeginUntilSomeTimeWaitsUntilThen() throws InterruptedException {
    takeAway();
    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(engine.faults()::heal);

    assertThat(outages.of(command(Instant.MAX)).forEngine()).isEmpty();
    takeAway();
    assertThat(outages.of(command(CLOCK.instant().minusSeconds(1))).forEngine()).isPresent();
  }

  private void takeAway() {
    engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    assertThat(engine.availability().answers()).isFalse();
  }

  private static io.longshore.command.Envelope command(@Nullable Instant notAfter) {
    return StoryHost.envelope(
        "1", new Command.RemoveVolume(new VolumeName("v")), null, notAfter, false);
  }
}
