package io.longshore.worker;

import io.github.resilience4j.core.IntervalFunction;
import io.longshore.command.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits out an engine that cannot be reached. The command keeps its lane and, being in flight, its
/// share of the intake: an outage pauses the intake, it fails no command before the command's own
/// deadline.
final class Outages {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(15));

  private final InstantSource clock;
  private final Duration longest;

  /// @param longest how long a command without a deadline of its own waits
  Outages(InstantSource clock, Duration longest) {
    this.clock = clock;
    this.longest = longest;
  }

  /// Pauses before another try. False when there is no time left for one, or the worker is ending.
  ///
  /// @param tries how many have failed
  boolean wait(Envelope envelope, Instant since, int tries) {
    Duration pause = Duration.ofMillis(PAUSES.apply(tries));
    if (clock.instant().plus(pause).isAfter(deadline(envelope, since))) {
      return false;
    }
    LOG.atWarn()
        .addKeyValue("commandId", envelope.id())
        .addKeyValue("attempt", tries)
        .log("The engine cannot be reached; the command waits");
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Instant deadline(Envelope envelope, Instant since) {
    Instant byTimeout = since.plus(envelope.timeout() == null ? longest : envelope.timeout());
    Instant notAfter = envelope.notAfter();
    return notAfter != null && notAfter.isBefore(byTimeout) ? notAfter : byTimeout;
  }
}
