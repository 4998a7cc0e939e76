package io.longshore.metrics;

import io.longshore.watch.PublisherFigures;
import io.longshore.watch.Traffic;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// What is looked at whenever the metrics are asked for; each must answer at once.
///
/// @param load what the worker has in hand
/// @param mostInFlight how much it takes in hand
/// @param ledgerSize how many commands it remembers
/// @param publisher the way of results
/// @param breakers by a name, such as `podman`, what the breaker's state is called: `closed`,
///   `open`, `half_open` …
/// @param frozen whether commands are held back because somebody froze the host
public record Sources(
    Supplier<Traffic.Load> load,
    int mostInFlight,
    IntSupplier ledgerSize,
    Supplier<PublisherFigures> publisher,
    Map<String, Supplier<String>> breakers,
    BooleanSupplier frozen) {
  public Sources {
    breakers = Map.copyOf(breakers);
  }
}
