package io.longshore.worker;

import io.longshore.availability.Availability;
import io.longshore.command.Envelope;
import io.longshore.engine.ContainerEngine;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.supervisor.ServiceManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Outages of what all commands depend on. They pause the intake, and commands that were taken
/// already wait for their end: no command fails for one before its own deadline.
final class Outages {
  private static final Set<FailureKind> OUTAGES =
      Set.of(FailureKind.ENGINE_UNAVAILABLE, FailureKind.SUPERVISOR_UNAVAILABLE);

  /// Any longer is too long to be counted in nanoseconds.
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final Availability engine;
  private final Optional<Availability> supervisor;
  private final InstantSource clock;
  private final Duration longest;

  /// @param longest how long a command without a deadline of its own waits
  Outages(ContainerEngine engine, ServiceManager services, InstantSource clock, Duration longest) {
    this.engine = engine.availability();
    this.supervisor = services.availability();
    this.clock = clock;
    this.longest = longest;
  }

  /// Whether a failure is one of reaching something, rather than of what was asked of it.
  static boolean explain(Failure failure) {
    return OUTAGES.contains(failure.kind());
  }

  /// Whether one is known: no further commands are to be taken.
  boolean any() {
    return engine.outage().isPresent() || supervisor.flatMap(Availability::outage).isPresent();
  }

  /// How a command that begins now waits.
  OutageWait of(Envelope envelope) {
    return new OutageWait(engine, supervisor, clock, limit(envelope), envelope.notAfter());
  }

  private Duration limit(Envelope envelope) {
    if (envelope.timeout() != null) {
      return envelope.timeout();
    }
    if (envelope.notAfter() == null) {
      return longest;
    }
    Duration left = Duration.between(clock.instant(), envelope.notAfter());
    return left.compareTo(FOR_EVER) < 0 ? left : FOR_EVER;
  }
}
