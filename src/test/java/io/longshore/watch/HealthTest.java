package io.longshore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Instant BEGIN = Instant.parse("2026-11-25T10:00:00Z");

  private Instant now = BEGIN;
  private final AtomicInteger changes = new AtomicInteger();
  private final Health health = new Health(() -> now, changes::incrementAndGet);

  @Test
  void aRunningWorkerAllOfWhosePartsServeIsReady() {
    assertThat(health.snapshot().state()).isEqualTo(Health.State.STARTING);
    health.well(Part.ENGINE);
    now = BEGIN.plusSeconds(2);

    health.enter(Health.Phase.RUNNING);

    assertThat(health.snapshot().ready()).isTrue();
    assertThat(health.snapshot().since()).isEqualTo(BEGIN.plusSeconds(2));
    assertThat(health.snapshot().words()).isEqualTo("ready");
  }

  @Test
  void aPartThatDoesNotServeDegradesItAndTellsSinceWhen() {
    health.enter(Health.Phase.RUNNING);
    now = BEGIN.plusSeconds(5);
    health.trouble(Part.ENGINE, "Podman is away for 1 s");
    now = BEGIN.plusSeconds(9);
    health.trouble(Part.ENGINE, "Podman is away for 5 s");

    Health.Snapshot seen = health.snapshot();

    assertThat(seen.ready()).isFalse();
    assertThat(seen.words()).isEqualTo("degraded: engine: Podman is away for 5 s");
    assertThat(seen.parts())
        .containsExactly(
            new Health.PartState(Part.ENGINE, "Podman is away for 5 s", BEGIN.plusSeconds(5), 1));
    health.well(Part.ENGINE);
    assertThat(health.snapshot().ready()).isTrue();
    assertThat(health.snapshot().since()).isEqualTo(BEGIN.plusSeconds(9));
  }

  @Test
  void onlyChangesAreTold() {
    health.enter(Health.Phase.RUNNING);
    health.well(Part.COMMANDS);
    health.well(Part.COMMANDS);
    health.trouble(Part.COMMANDS, "a");
    health.trouble(Part.COMMANDS, "b");
    health.enter(Health.Phase.RUNNING);

    assertThat(changes).hasValue(3);
  }

  @Test
  void whoeverDrainsIsNotReadyHoweverWellItIs() {
    health.enter(Health.Phase.RUNNING);
    health.enter(Health.Phase.DRAINING);

    assertThat(health.snapshot().ready()).isFalse();
    assertThat(health.snapshot().words()).isEqualTo("draining");
  }
}
