package io.longshore.availability;

import java.time.Duration;
import java.util.Optional;

/// Whether something that many commands depend on answers. Safe for many threads, virtual ones too.
public interface Availability {
  /// A short word for people and metrics, such as `podman`.
  String name();

  /// The outage that is known; empty when there is none. Asks nobody.
  Optional<Outage> outage();

  /// Finds out, by a short question of its own, unless an outage is known. To be called when
  /// something failed in a way that an outage could explain: true says that the failure has another
  /// cause.
  boolean answers();

  /// Waits for the end of the outage, if one is known.
  ///
  /// @param limit the longest wait
  /// @return false when the outage goes on
  /// @throws InterruptedException when the thread is told to stop waiting
  boolean awaitAnswers(Duration limit) throws InterruptedException;
}
