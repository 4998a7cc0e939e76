package io.longshore.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Probing QUICK =
      new Probing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(5),
          Duration.ofMillis(20));

  private final AtomicInteger probes = new AtomicInteger();
  private volatile boolean away;
  private final Gate gate = new Gate("engine", this::probe, QUICK, InstantSource.fixed(NOW));

  private void probe() {
    probes.incrementAndGet();
    if (away) {
      throw new IllegalStateException("connection refused");
    }
  }

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void nobodyIsAskedBeforeSomebodySuspects() throws Exception {
    assertThat(gate.outage()).isEmpty();
    assertThat(gate.awaitAnswers(Duration.ZERO)).isTrue();
    assertThat(probes).hasValue(0);
  }

  @Test
  void aFailureWhoseProbeIsAnsweredIsNoOutage() {
    assertThat(gate.answers()).isTrue();
    assertThat(gate.outage()).isEmpty();
    assertThat(gate.outages()).isZero();
    assertThat(gate.breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void anOutageIsToldWithItsBeginAndReasonUntilAProbeIsAnswered() throws Exception {
    away = true;
    assertThat(gate.answers()).isFalse();
    assertThat(gate.outage()).contains(new Outage(NOW, "connection refused"));
    assertThat(gate.breaker().getState()).isNotEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(gate.awaitAnswers(Duration.ofMillis(100))).isFalse();

    away = false;

    assertThat(gate.awaitAnswers(LONG)).isTrue();
    assertThat(gate.outage()).isEmpty();
    assertThat(gate.outages()).isEqualTo(1);
    assertThat(gate.breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(gate.answers()).isTrue();
  }

  @Test
  void anErrorInAProbeIsAnOutageThatTheNextProbeEnds() throws Exception {
    Gate faulty =
        new Gate(
            "engine",
            () -> {
              if (probes.getAndIncrement() == 0) {
                throw new AssertionError("a bug");
              }
            },
            QUICK,
            InstantSource.fixed(NOW));

    assertThat(faulty.answers()).isFalse();
    assertThat(faulty.awaitAnswers(LONG)).isTrue();
    faulty.close();
  }

  @Test
  void inAnOutageThoseWhoAskMakeNoProbes() {
    Gate slow =
        new Gate(
            "engine", this::probe, new Probing(LONG, LONG, LONG, LONG), InstantSource.fixed(NOW));
    away = true;
    for (int asked = 0; asked < 200; asked++) {
      assertThat(slow.answers()).isFalse();
    }
    assertThat(probes).hasValue(1);
    slow.close();
  }

  @Test
  void oneProbeAtATimeServesAllWhoWait() throws Exception {
    away = true;
    assertThat(gate.answers()).isFalse();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> waiting =
          IntStream.range(0, 200)
              .mapToObj(_ -> threads.submit(() -> gate.awaitAnswers(LONG)))
              .toList();
      away = false;
      int before = probes.get();
      for (Future<Boolean> each : waiting) {
        assertThat(each.get()).isTrue();
      }
      assertThat(probes.get() - before).isLessThanOrEqualTo(2);
    }
  }

  /// It may have been answered before the outage began.
  @Test
  void aProbeThatWasUnderWayWhenTheFailureCameIsNotBelievedToBeWell() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    AtomicInteger number = new AtomicInteger();
    try (Gate held =
            new Gate(
                "engine",
                () -> {
                  if (number.incrementAndGet() > 1) {
                    throw new IllegalStateException("gone since");
                  }
                  asked.countDown();
                  answer.join();
                },
                QUICK,
                InstantSource.fixed(NOW));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      held.suspect();
      asked.await();
      Future<Boolean> later = threads.submit(held::answers);
      Thread.sleep(50);
      answer.complete(true);

      assertThat(later.get()).isFalse();
    }
  }

  @Test
  void closingEndsAllWaiting() throws Exception {
    away = true;
    assertThat(gate.answers()).isFalse();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> waiting = threads.submit(() -> gate.awaitAnswers(LONG));
      gate.close();
      assertThat(waiting.get()).isFalse();
    }
  }
}
