package io.longshore.metrics;

import io.longshore.command.Action;
import io.longshore.event.Event;
import io.longshore.watch.Health;
import io.longshore.watch.Part;
import io.longshore.watch.PublisherFigures;
import io.longshore.watch.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The metrics that `docs/metrics.md` lists. Labels have few values each: actions, outcomes, parts
/// and breakers are closed sets, and no name of a container or command ever is one.
public final class Metrics implements Consumer<Event> {
  /// Of Prometheus's text format.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  /// How Resilience4j calls a breaker's states, in small letters.
  private static final List<String> BREAKER_STATES =
      List.of("closed", "open", "half_open", "forced_open", "disabled", "metrics_only");

  private static final double NANOS_A_SECOND = 1e9;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter duplicates;
  private final Counter conflicts;
  private final Counter recoveries;
  private final Supplier<Health.Snapshot> health;
  private @Nullable Sources sources;

  /// @param health the parts' states
  /// @param longshore the worker's version
  public Metrics(Supplier<Health.Snapshot> health, String longshore) {
    this.health = health;
    duplicates = counter("duplicates", "Commands that had been answered before");
    conflicts = counter("conflicts", "Commands under an id of another command");
    recoveries = counter("recoveries", "Attempts at a command beyond its first");
    gauge("worker.info", "Always 1; the labels tell versions", () -> 1)
        .tag("version", longshore)
        .tag("java", Runtime.version().toString())
        .register(registry);
    gauge(
            "ready",
            "1 when commands are taken and can be carried out",
            () -> health.get().ready() ? 1 : 0)
        .register(registry);
    for (Part part : Part.values()) {
      bind(part);
    }
    ProcessMetrics.bind(registry);
  }

  private void bind(Part part) {
    gauge("part.up", "0 while the part was found not to serve", () -> serves(part) ? 1 : 0)
        .tag("part", part.wireName())
        .register(registry);
    FunctionCounter.builder("longshore.part.outages", this, metrics -> metrics.outages(part))
        .description("How often the part was found to have ceased to serve")
        .tag("part", part.wireName())
        .register(registry);
  }

  private boolean serves(Part part) {
    return health.get().parts().stream()
        .noneMatch(state -> state.part() == part && state.trouble() != null);
  }

  private long outages(Part part) {
    return health.get().parts().stream()
        .filter(state -> state.part() == part)
        .mapToLong(Health.PartState::outages)
        .sum();
  }

  /// Adds what there is to be seen once the worker takes commands. To be called once.
  public void bind(Sources from) {
    sources = from;
    bindLoad(from);
    bindPublisher(from.publisher());
    from.breakers().forEach(this::bindBreaker);
    gauge("ledger.commands", "Commands that are remembered", () -> from.ledgerSize().getAsInt())
        .register(registry);
    gauge(
            "frozen",
            "1 while somebody has frozen the host",
            () -> from.frozen().getAsBoolean() ? 1 : 0)
        .register(registry);
  }

  private void bindLoad(Sources from) {
    Supplier<Traffic.Load> load = from.load();
    gauge("in.flight.commands", "Messages taken and not yet answered", () -> load.get().inFlight())
        .register(registry);
    gauge("in.flight.commands.limit", "How many are taken at a time", from::mostInFlight)
        .register(registry);
    gauge(
            "waiting.commands",
            "Messages that wait behind another one of their lane",
            () -> load.get().waiting())
        .register(registry);
    gauge("active.lanes", "Lanes with a command under way", () -> load.get().lanes())
        .register(registry);
    seconds(
        "oldest.command.age",
        "Since the oldest unanswered message was taken",
        () -> load.get().oldest());
    seconds(
        "oldest.waiting.command.age",
        "Since the oldest that waits was taken",
        () -> load.get().oldestWaiting());
  }

  private void bindPublisher(Supplier<PublisherFigures> figures) {
    gauge("publisher.queued.events", "Events that wait to be durable", () -> figures.get().queued())
        .register(registry);
    seconds(
        "publisher.queue.age",
        "How long the oldest of them has waited",
        () -> figures.get().oldest());
    total("publisher.transactions", "Transactions committed", PublisherFigures::transactions);
    total("publisher.failures", "Tries of one that failed", PublisherFigures::failures);
    total("publisher.dropped.events", "Progress events dropped", PublisherFigures::dropped);
  }

  private void bindBreaker(String name, Supplier<String> state) {
    for (String one : BREAKER_STATES) {
      gauge(
              "breaker.state",
              "1 for the state that the breaker is in",
              () -> state.get().equals(one) ? 1 : 0)
          .tag("breaker", name)
          .tag("state", one)
          .register(registry);
    }
  }

  /// Counts an answer.
  @Override
  public void accept(Event answer) {
    switch (answer) {
      case Event.Finished finished -> count(finished);
      case Event.Duplicate _ -> duplicates.increment();
      case Event.Conflict _ -> conflicts.increment();
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _ -> {}
    }
  }

  private void count(Event.Finished finished) {
    String action = name(finished.header().action());
    Counter.builder("longshore.commands")
        .description("Results")
        .tag("action", action)
        .tag("outcome", finished.outcome().wireName())
        .register(registry)
        .increment();
    recoveries.increment(Math.max(0, finished.attempts() - 1));
    if (finished.startedAt() != null) {
      Timer.builder("longshore.command.duration")
          .description("From a command's first begin to its result")
          .tag("action", action)
          .serviceLevelObjectives(BUCKETS)
          .register(registry)
          .record(Duration.between(finished.startedAt(), finished.header().at()));
    }
  }

  private static String name(@Nullable Action action) {
    return action == null ? "unreadable" : action.wireName();
  }

  /// All of it in Prometheus's text format.
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  private Counter counter(String name, String description) {
    return Counter.builder("longshore." + name).description(description).register(registry);
  }

  private static Gauge.Builder<Supplier<Number>> gauge(
      String name, String description, Supplier<Number> value) {
    return Gauge.builder("longshore." + name, value).description(description);
  }

  private void seconds(String name, String description, Supplier<Duration> value) {
    gauge(name, description, () -> value.get().toNanos() / NANOS_A_SECOND)
        .baseUnit("seconds")
        .register(registry);
  }

  private void total(String name, String description, ToLongFunction<PublisherFigures> value) {
    FunctionCounter.builder("longshore." + name, this, metrics -> metrics.figure(value))
        .description(description)
        .register(registry);
  }

  private long figure(ToLongFunction<PublisherFigures> value) {
    return sources == null ? 0 : value.applyAsLong(sources.publisher().get());
  }
}
