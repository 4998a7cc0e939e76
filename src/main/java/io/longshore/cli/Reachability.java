package io.longshore.cli;

import io.longshore.engine.EngineException;
import io.longshore.supervisor.SupervisorException;
import io.longshore.watch.Part;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then whether something that commands need can be reached, and tells the log and
/// the worker's health of changes. Commands do not wait for this: they wait or fail by themselves.
final class Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /// As often as health checks of containers run by default: Podman's service is started for it
  /// each time on a host where nothing else happens, which takes some 60 ms of a processor.
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  /// However often somebody asks.
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final String what;
  private final Part part;
  private final WorkerWatch watch;
  private final Supplier<String> probe;
  private final Predicate<String> tested;
  private final Thread thread;
  private @Nullable Boolean reached;
  private volatile boolean asked;

  private Reachability(
      String what, Part part, WorkerWatch watch, Supplier<String> probe, Predicate<String> tested) {
    this.what = what;
    this.part = part;
    this.watch = watch;
    this.probe = probe;
    this.tested = tested;
    this.thread =
        Thread.ofPlatform().daemon().name("longshore-reach-" + what).unstarted(this::lookForEver);
  }

  /// Begins to look, on a thread of its own that ends with the process.
  ///
  /// @param what its name in the log
  /// @param part that it is of the worker
  /// @param watch is told of what is found
  /// @param probe asks for its version
  /// @param tested whether Longshore was tested with that version; another is announced
  static void watch(
      String what, Part part, WorkerWatch watch, Supplier<String> probe, Predicate<String> tested) {
    Reachability reachability = new Reachability(what, part, watch, probe, tested);
    watch.lookBy(reachability::lookSoon);
    reachability.thread.start();
  }

  private void lookSoon() {
    asked = true;
    LockSupport.unpark(thread);
  }

  private void lookForEver() {
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      boolean found = isReached();
      pauseFor(found ? BETWEEN_LOOKS : pause);
      Duration doubled = pause.multipliedBy(2);
      Duration longer = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      pause = found ? FIRST_PAUSE : longer;
    }
  }

  private void pauseFor(Duration pause) {
    long begun = System.nanoTime();
    while (!thread.isInterrupted() && left(begun, pause) > 0) {
      LockSupport.parkNanos(left(begun, pause));
    }
    asked = false;
  }

  private long left(long begun, Duration pause) {
    boolean soon = asked && pause.compareTo(SHORTEST) > 0;
    return (soon ? SHORTEST : pause).toNanos() - (System.nanoTime() - begun);
  }

  private boolean isReached() {
    try {
      tellReached(probe.get());
      return true;
    } catch (EngineException e) {
      tell(e.getMessage(), e.hint());
    } catch (SupervisorException e) {
      tell(e.getMessage(), e.hint());
    } catch (RuntimeException unreadable) {
      if (!Boolean.FALSE.equals(reached)) {
        LOG.atError().addKeyValue("part", what).setCause(unreadable).log("Cannot be looked at");
      }
      tell(unreadable.toString(), "Look what answers there in its place.");
    }
    return false;
  }

  private void tellReached(String version) {
    watch.met(part, version);
    if (!Boolean.TRUE.equals(reached)) {
      reached = true;
      LOG.atInfo().addKeyValue("part", what).addKeyValue("version", version).log("Reached");
      if (!tested.test(version)) {
        LOG.atWarn()
            .addKeyValue("part", what)
            .addKeyValue("version", version)
            .log("Longshore was not tested with this version");
      }
    }
  }

  private void tell(@Nullable String reason, String hint) {
    if (watch.isEnding()) {
      return;
    }
    watch.health().trouble(part, String.valueOf(reason));
    if (!Boolean.FALSE.equals(reached)) {
      reached = false;
      LOG.atWarn()
          .addKeyValue("part", what)
          .addKeyValue("reason", reason)
          .addKeyValue("hint", hint)
          .log("Cannot be reached; trying on");
    }
  }
}
