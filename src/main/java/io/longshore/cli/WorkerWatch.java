package io.longshore.cli;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.longshore.availability.Gate;
import io.longshore.availability.Outage;
import io.longshore.command.Action;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.http.StatusServer;
import io.longshore.kafka.BrokerState;
import io.longshore.kafka.EncodedEvent;
import io.longshore.kafka.KafkaConnection;
import io.longshore.kafka.KafkaStatusTopic;
import io.longshore.metrics.Metrics;
import io.longshore.metrics.Sources;
import io.longshore.supervisor.systemd.ServiceNotifier;
import io.longshore.watch.Health;
import io.longshore.watch.Heartbeat;
import io.longshore.watch.Part;
import io.longshore.watch.StatusTopic;
import io.longshore.watch.Traffic;
import io.longshore.watch.WorkerStatus;
import io.longshore.wire.WireMessage;
import io.longshore.wire.WorkerStatusEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells how a worker's process is: to systemd by a line of status, to the topic of workers, and to
/// whoever asks over HTTP. Nothing of it can fail a command.
final class WorkerWatch implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  /// Longer than any call that the polling thread makes may block.
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  private static final List<String> ACTIONS =
      Arrays.stream(Action.values()).map(Action::wireName).sorted().toList();

  private final WorkerConfig config;
  private final ServiceNotifier notifier;
  private final InstantSource clock = InstantSource.system();
  private final Instant startedAt;
  private final String instance = UUID.randomUUID().toString();
  private final Map<Part, String> versions = new ConcurrentHashMap<>();
  private final Map<Part, Gate> gates = new ConcurrentHashMap<>();
  private final Health health;
  private final @Nullable Metrics metrics;
  private final Traffic traffic;
  private final Heartbeat heartbeat;
  private final @Nullable StatusServer server;
  private final List<Runnable> looks = new CopyOnWriteArrayList<>();
  private volatile LongSupplier nanosSinceRound = () -> 0;
  private volatile @Nullable Connected connected;
  private volatile boolean silent;

  /// What there is once Kafka serves.
  private record Connected(KafkaConnection kafka, StatusTopic topic) {}

  /// Begins to tell.
  WorkerWatch(WorkerConfig config, ServiceNotifier notifier) {
    this.config = config;
    this.notifier = notifier;
    this.startedAt = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
    this.heartbeat = new Heartbeat(HEARTBEAT, this::beat);
    this.health = new Health(clock, heartbeat::changed);
    boolean listens = config.status().listen() != null;
    this.metrics = listens ? new Metrics(this::look, Version.TEXT) : null;
    Consumer<Event> answers = metrics == null ? _ -> {} : metrics;
    this.traffic = new Traffic(clock, answers);
    this.server =
        metrics == null ? null : StatusPages.serve(config, this::look, this::lookAnew, metrics);
    heartbeat.begin();
  }

  /// Where parts tell how they are.
  Health health() {
    return health;
  }

  /// What stands between the worker and its ports.
  Traffic traffic() {
    return traffic;
  }

  /// Adds a way to look at a part, soon and without waiting for it, when somebody asks.
  void lookBy(Runnable look) {
    looks.add(look);
  }

  /// Adds what finds out about outages of a part while commands need it.
  void guardedBy(Part part, Gate gate) {
    gates.put(part, gate);
  }

  /// Notes which version of a part was met.
  void met(Part part, String version) {
    versions.put(part, version);
    health.well(part);
  }

  /// Notes a change of Kafka's.
  void note(BrokerState state) {
    Part part =
        switch (state.part()) {
          case OPENING -> Part.KAFKA;
          case COMMANDS -> Part.COMMANDS;
          case RESULTS -> Part.RESULTS;
        };
    if (state.trouble() == null) {
      health.well(part);
    } else {
      health.trouble(part, state.trouble());
    }
  }

  /// The worker takes commands from now on.
  ///
  /// @param sinceRound nanoseconds since the polling thread last went round
  void runs(KafkaConnection kafka, LongSupplier sinceRound) {
    nanosSinceRound = sinceRound;
    connected =
        new Connected(
            kafka, KafkaStatusTopic.of(WorkerSettings.kafka(config), WorkerWatch::encoded));
    if (metrics != null) {
      metrics.bind(
          new Sources(
              traffic::load,
              config.lanes().mostInFlight(),
              kafka.ledger()::size,
              kafka::figures,
              breakers(),
              () -> frozenUntil(kafka).isPresent()));
    }
    health.enter(Health.Phase.RUNNING);
  }

  private Optional<Instant> frozenUntil(KafkaConnection kafka) {
    return kafka.ledger().control().frozenUntil(clock.instant());
  }

  private Map<String, Supplier<String>> breakers() {
    return gates.values().stream()
        .map(Gate::breaker)
        .collect(
            Collectors.toMap(
                CircuitBreaker::getName,
                breaker -> () -> breaker.getState().name().toLowerCase(Locale.ROOT)));
  }

  /// The worker takes no more commands from now on.
  void drains() {
    health.enter(Health.Phase.DRAINING);
  }

  /// Whether the worker takes no more commands: then what it works with is closed, and no longer
  /// reached for good reason.
  boolean isEnding() {
    return switch (health.snapshot().state()) {
      case DRAINING, STOPPED -> true;
      case STARTING, READY, DEGRADED -> false;
    };
  }

  /// Nothing more is to be said in the host's name: another worker says it.
  void beSilent() {
    silent = true;
  }

  /// Whether the polling thread goes round.
  boolean isAlive() {
    return nanosSinceRound.getAsLong() < LONGEST_ROUND.toNanos();
  }

  /// How it is now, the polling thread included.
  private Health.Snapshot look() {
    if (isAlive()) {
      health.well(Part.INTAKE);
    } else {
      health.trouble(
          Part.INTAKE,
          "the thread that takes commands in is stuck since more than "
              + LONGEST_ROUND.toSeconds()
              + " s");
    }
    gates.forEach(this::look);
    return health.snapshot();
  }

  /// An outage that commands have met is one at once; its end is looked for soon.
  private void look(Part part, Gate gate) {
    Optional<Outage> outage = gate.outage();
    if (outage.isPresent()) {
      health.trouble(part, outage.get().reason());
    } else if (!health.serves(part)) {
      looks.forEach(Runnable::run);
    }
  }

  /// As it was seen last; a closer look follows, for whoever asks again.
  private Health.Snapshot lookAnew() {
    looks.forEach(Runnable::run);
    return look();
  }

  private void beat() {
    tell(look(), HEARTBEAT.toSeconds());
  }

  private void tell(Health.Snapshot now, long everySeconds) {
    Traffic.Load load = traffic.load();
    Connected to = connected;
    Optional<Instant> frozen = to == null ? Optional.empty() : frozenUntil(to.kafka());
    notifier.status(
        now.words()
            + frozen.map(until -> "; frozen until " + until).orElse("")
            + "; "
            + load.inFlight()
            + " commands in hand");
    if (to != null && !silent) {
      to.topic().send(status(to, now, load, everySeconds));
    }
  }

  private WorkerStatus status(
      Connected to, Health.Snapshot now, Traffic.Load load, long everySeconds) {
    return new WorkerStatus(
        config.host(),
        instance,
        startedAt,
        clock.instant(),
        everySeconds,
        now,
        new WorkerStatus.Versions(
            Version.TEXT,
            Runtime.version().toString(),
            OperatingSystem.name(config.hostRoot()),
            versions.get(Part.ENGINE),
            versions.get(Part.SUPERVISOR)),
        ACTIONS,
        load,
        config.lanes().mostInFlight(),
        to.kafka().ledger().size(),
        frozenUntil(to.kafka()).orElse(null));
  }

  private static EncodedEvent encoded(WorkerStatus status) {
    WireMessage message = WorkerStatusEncoder.encode(status);
    return new EncodedEvent(message.value(), message.headers());
  }

  /// Tells of the end, when it was an orderly one, and ends.
  ///
  /// @param orderly whether all that was to be done was done
  void end(boolean orderly) {
    heartbeat.close();
    if (orderly) {
      health.enter(Health.Phase.STOPPED);
      tell(health.snapshot(), 0);
    }
  }

  @Override
  public void close() {
    heartbeat.close();
    if (server != null) {
      server.close();
    }
    Connected to = connected;
    if (to != null) {
      to.topic().close();
    }
  }
}
