package io.longshore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Duration SELDOM = Duration.ofHours(1);

  private final Semaphore beats = new Semaphore(0);

  @Test
  void itBeatsWhenItBeginsAndAfterAChange() throws InterruptedException {
    try (Heartbeat heart = new Heartbeat(SELDOM, beats::release)) {
      heart.begin();
      assertBeats();
      assertRests();

      heart.changed();
      assertBeats();
      assertRests();
    }
  }

  @Test
  void itBeatsWithoutAChangeToo() throws InterruptedException {
    try (Heartbeat heart = new Heartbeat(Duration.ofMillis(20), beats::release)) {
      heart.begin();

      assertThat(beats.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void changesThatComeDuringABeatAreTakenTogether() throws InterruptedException {
    Semaphore held = new Semaphore(0);
    Runnable beat =
        () -> {
          beats.release();
          held.acquireUninterruptibly();
        };
    try (Heartbeat heart = new Heartbeat(SELDOM, beat)) {
      heart.begin();
      assertBeats();
      heart.changed();
      heart.changed();
      heart.changed();
      held.release(100);

      assertBeats();
      assertRests();
    }
  }

  @Test
  void aBeatThatFailsIsNotTheLast() throws InterruptedException {
    Runnable beat =
        () -> {
          beats.release();
          throw new IllegalStateException("a test");
        };
    try (Heartbeat heart = new Heartbeat(SELDOM, beat)) {
      heart.begin();
      assertBeats();

      heart.changed();
      assertBeats();
    }
  }

  @Test
  void itsEndWaitsForTheBeatUnderWay() throws InterruptedException {
    Semaphore held = new Semaphore(0);
    AtomicBoolean ended = new AtomicBoolean();
    Heartbeat heart =
        new Heartbeat(
            SELDOM,
            () -> {
              beats.release();
              held.acquireUninterruptibly();
              ended.set(true);
            });
    heart.begin();
    assertBeats();
    Thread closing = Thread.ofPlatform().daemon().start(heart::close);
    assertThat(closing.join(Duration.ofMillis(100))).isFalse();

    held.release(100);

    assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    assertThat(ended).isTrue();
    heart.changed();
    assertRests();
  }

  private void assertBeats() throws InterruptedException {
    assertThat(beats.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  private void assertRests() throws InterruptedException {
    assertThat(beats.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
  }
}
