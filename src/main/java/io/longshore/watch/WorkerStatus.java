package io.longshore.watch;

import io.longshore.command.HostName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a worker says of itself, as `schemas/worker.schema.json` describes it.
///
/// @param host whose worker
/// @param instance of the process: another one after each start
/// @param startedAt when that process began
/// @param at when this was said, by the host's clock
/// @param everySeconds how long after this the next follows at the latest; 0 in the last of an
///   orderly end
/// @param health how it is
/// @param versions of what it is made of
/// @param actions the names of the actions that it understands
/// @param load what it has in hand
/// @param mostInFlight how much it takes in hand
/// @param ledgerSize how many commands it remembers
/// @param frozenUntil until when it begins no command; null: nobody has frozen the host
public record WorkerStatus(
    HostName host,
    String instance,
    Instant startedAt,
    Instant at,
    long everySeconds,
    Health.Snapshot health,
    Versions versions,
    List<String> actions,
    Traffic.Load load,
    int mostInFlight,
    int ledgerSize,
    @Nullable Instant frozenUntil) {
  public WorkerStatus {
    actions = List.copyOf(actions);
  }

  /// Versions.
  ///
  /// @param longshore of the worker
  /// @param java of its Java
  /// @param operatingSystem the host's, such as `Debian GNU/Linux 13 (trixie)`; null when unknown
  /// @param engine the container engine's; null as long as it was never reached
  /// @param supervisor the service manager's; null as long as it was never reached, or without one
  public record Versions(
      String longshore,
      String java,
      @Nullable String operatingSystem,
      @Nullable String engine,
      @Nullable String supervisor) {}
}
