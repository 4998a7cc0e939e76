package io.longshore.cli;

import io.longshore.engine.EngineException;
import io.longshore.supervisor.SupervisorException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries at start whether something that commands need can be reached, tells the log once when it
/// cannot, and goes on trying until it can. Commands do not wait for this: they wait or fail by
/// themselves.
final class Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String what;
  private final Supplier<String> probe;
  private boolean toldOfTrouble;

  private Reachability(String what, Supplier<String> probe) {
    this.what = what;
    this.probe = probe;
  }

  /// Begins to try, on a thread of its own that ends with the first success or with the process.
  ///
  /// @param what its name in the log
  /// @param probe asks it something; tells its name, with the version where that is easily had
  static void watch(String what, Supplier<String> probe) {
    Reachability reachability = new Reachability(what, probe);
    Thread.ofPlatform()
        .daemon()
        .name("longshore-reach-" + what)
        .start(reachability::tryUntilReached);
  }

  private void tryUntilReached() {
    Duration pause = FIRST_PAUSE;
    while (!isReached()) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private boolean isReached() {
    try {
      LOG.atInfo().addKeyValue("part", probe.get()).log("Reached");
      return true;
    } catch (EngineException e) {
      tell(e.getMessage(), e.hint());
    } catch (SupervisorException e) {
      tell(e.getMessage(), e.hint());
    }
    return false;
  }

  private void tell(@Nullable String reason, String hint) {
    if (!toldOfTrouble) {
      toldOfTrouble = true;
      LOG.atWarn()
          .addKeyValue("part", what)
          .addKeyValue("reason", reason)
          .addKeyValue("hint", hint)
          .log("Cannot be reached; trying on");
    }
  }
}
