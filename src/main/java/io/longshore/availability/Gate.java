package io.longshore.availability;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out by probes whether something answers. Nobody is asked until somebody suspects an
/// outage; then one probe at a time is made, and after one that failed others until one succeeds.
///
/// A circuit breaker keeps the state. What it counts are the probes, not the calls of commands: of
/// those a single one can fail or hang for reasons of its own, however often it is tried.
public final class Gate implements Availability, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final CircuitBreaker breaker;
  private final Runnable probe;
  private final IntervalFunction pauses;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Check running;
  private @Nullable Outage outage;
  private int outages;

  /// @param name see [Availability#name]
  /// @param probe asks, on a virtual thread; throws when there is no good answer within
  ///   [Probing#limit]
  /// @param clock tells since when an outage lasts
  public Gate(String name, Runnable probe, Probing probing, InstantSource clock) {
    this.breaker = CircuitBreaker.of(name, everyProbeCounts());
    this.probe = probe;
    this.pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            probing.firstPause(), 2.0, 0.5, probing.longestPause());
    this.clock = clock;
  }

  private static CircuitBreakerConfig everyProbeCounts() {
    return CircuitBreakerConfig.custom()
        .slidingWindow(1, 1, SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(100)
        .permittedNumberOfCallsInHalfOpenState(1)
        .build();
  }

  @Override
  public String name() {
    return breaker.getName();
  }

  /// The breaker, for metrics: closed while all is well, open in an outage, half open during a
  /// probe for its end.
  public CircuitBreaker breaker() {
    return breaker;
  }

  @Override
  public synchronized Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  /// How many outages have begun: what is different after a call than before tells that one came in
  /// between.
  public synchronized int outages() {
    return outages;
  }

  /// Makes a probe, unless one is under way or an outage is known, and does not wait for it.
  public void suspect() {
    Check _ = check();
  }

  /// A probe that was under way already may have been answered before the outage began, so it is
  /// not believed when it succeeded.
  @Override
  public boolean answers() {
    long asked = System.nanoTime();
    Check check = check();
    if (check.outcome.join() && check.begun - asked < 0) {
      check = check();
    }
    return check.outcome.join();
  }

  @Override
  public synchronized boolean awaitAnswers(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (outage != null && !closed()) {
      long millis = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return outage == null;
  }

  private synchronized Check check() {
    if (outage != null || closed()) {
      return Check.FAILED;
    }
    Check current = running;
    if (current == null) {
      Check check = new Check(System.nanoTime(), new CompletableFuture<>());
      running = check;
      Thread.ofVirtual().name("probe-" + name()).start(() -> begin(check));
      return check;
    }
    return current;
  }

  private void begin(Check check) {
    String trouble = probe();
    synchronized (this) {
      running = null;
      if (trouble != null) {
        outages++;
        outage = new Outage(clock.instant(), trouble);
      }
    }
    check.outcome.complete(trouble == null);
    if (trouble != null) {
      LOG.atWarn()
          .addKeyValue("part", name())
          .addKeyValue("reason", trouble)
          .log("Does not answer; no further commands are taken until it does");
      probeUntilOver(System.nanoTime());
    }
  }

  private void probeUntilOver(long since) {
    for (int tries = 1; pause(tries); tries++) {
      breaker.transitionToHalfOpenState();
      if (probe() == null) {
        over();
        LOG.atInfo()
            .addKeyValue("part", name())
            .addKeyValue("duration", Duration.ofNanos(System.nanoTime() - since))
            .log("Answers again");
        return;
      }
    }
  }

  /// What was met; null when there was a good answer.
  private @Nullable String probe() {
    try {
      breaker.executeRunnable(this::ask);
      return null;
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// An error would leave those who wait for the answer without one, and the breaker half open.
  private void ask() {
    try {
      probe.run();
    } catch (Error e) {
      throw new IllegalStateException("The probe itself failed: " + e, e);
    }
  }

  private synchronized void over() {
    outage = null;
    notifyAll();
  }

  /// False when there is to be no other try.
  private boolean pause(int tries) {
    try {
      return !closing.await(pauses.apply(tries), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Ends the probing; who waits is told that the outage goes on.
  @Override
  public synchronized void close() {
    closing.countDown();
    notifyAll();
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  /// @param begun by [System#nanoTime]
  /// @param outcome whether it was answered
  private record Check(long begun, CompletableFuture<Boolean> outcome) {
    static final Check FAILED = new Check(0, CompletableFuture.completedFuture(false));
  }
}
