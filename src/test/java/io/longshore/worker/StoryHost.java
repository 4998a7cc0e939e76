package io.longshore.worker;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.PublishException;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.UnitName;
import io.longshore.policy.Policy;
import io.longshore.supervisor.FakeServiceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A host in memory whose worker can end, die and start again between topics in memory. Its service
/// containers are called `web`, its tasks `job`.
final class StoryHost implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Duration WINDOW = Duration.ofDays(1);
  static final HostName NAME = new HostName("h1");
  static final ContainerName WEB = new ContainerName("web");
  static final ContainerName JOB = new ContainerName("job");
  static final ImageReference IMAGE = new ImageReference("registry.example:5000/demo/web:1");
  private static final Lifecycle BY_ENGINE =
      new Lifecycle(RestartPolicy.ONESHOT, 10, Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final InstantSource CLOCK = InstantSource.system();

  final InMemoryLog log = new InMemoryLog();
  final FakeContainerEngine engine = FakeContainerEngine.recording(CLOCK);
  final AtomicReference<Policy> policy = new AtomicReference<>(Policy.ALLOW_ALL);
  private final FakeServiceManager services = new FakeServiceManager();
  private final WorkerAssembly.Limits limits;
  private Worker worker;
  private Thread thread;

  /// With a worker that takes 64 commands at a time.
  StoryHost() {
    this(64, true);
  }

  StoryHost(int mostInFlight, boolean supersede) {
    limits =
        new WorkerAssembly.Limits(
            mostInFlight, Duration.ofMinutes(1), Duration.ofSeconds(20), WINDOW, supersede);
    engine.images().publish(IMAGE.text());
    services.listener(
        new FakeServiceManager.Listener() {
          @Override
          public void started(UnitName unit) {
            engine.containers().start(containerOf(unit));
          }

          @Override
          public void stopped(UnitName unit) {
            engine.containers().stop(containerOf(unit), Duration.ZERO);
          }
        });
    begin();
  }

  Worker worker() {
    return worker;
  }

  private void begin() {
    Ledger ledger = ledger();
    Worker next =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(engine, services, new HostFiles(Path.of("/nowhere"))),
            new WorkerAssembly.Log(log, log, log, ledger, OffsetTracker.startingAt(0)),
            (envelope, now) -> policy.get().decide(envelope, now),
            PlanOptions.DEFAULT,
            limits,
            CLOCK);
    worker = next;
    thread = Thread.ofPlatform().daemon().start(() -> run(next));
  }

  private static void run(Worker worker) {
    try {
      worker.run(() -> {});
    } catch (PublishException _) {
      return;
    }
  }

  /// As it is read back from the results.
  private Ledger ledger() {
    Ledger ledger = new Ledger(WINDOW);
    List<Event> events = log.events();
    for (int position = 0; position < events.size(); position++) {
      ledger.advanceTo(events.get(position).header().at());
      switch (events.get(position)) {
        case Event.Started started -> note(started, ledger);
        case Event.Finished finished -> note(finished, position, ledger);
        default -> {}
      }
    }
    return ledger;
  }

  private static void note(Event.Started started, Ledger ledger) {
    CommandId id = started.header().commandId();
    ledger.started(
        id,
        started.digest(),
        new Ledger.State.Begun(
            started.attempt(), started.header().at(), null, started.beginning()));
    if (started.cancels() != null) {
      ledger.control().cancelBegun(started.cancels(), id);
    }
    if (started.beginning().frozenUntil() != null) {
      ledger.control().freezeUntil(started.beginning().frozenUntil());
    }
  }

  private static void note(Event.Finished finished, int position, Ledger ledger) {
    CommandId id = finished.header().commandId();
    ledger.finished(id, finished.digest(), position);
    Fact.Members facts = finished.report().facts();
    if (facts != null && facts.members().get("frozenUntil") instanceof Fact.Text until) {
      ledger.control().freezeUntil(Instant.parse(until.text()));
    }
    if (finished.header().action() == Action.CANCEL_COMMAND
        && facts != null
        && !facts.members().containsKey("outcome")
        && facts.members().get("command") instanceof Fact.Text target) {
      ledger.cancelGoesOn(new CommandId(target.text()), id);
    }
  }

  /// Ends the worker in order.
  Drained stop() {
    return stop(PATIENCE);
  }

  Drained stop(Duration drain) {
    try {
      worker.stop();
      thread.join(PATIENCE);
      boolean _ = worker.drain(drain);
      return worker.drained();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Starts a worker again, which is handed what is unanswered.
  void startAgain() {
    log.onPublish(_ -> {});
    log.redeliver();
    begin();
  }

  /// Lets the worker die when it would make such an event durable.
  void dieAt(Predicate<Event> event) {
    log.onPublish(each -> {
      if (event.test(each)) {
        throw new PublishException(false, "died", null);
      }
    });
  }

  void awaitDeath() {
    await(() -> !thread.isAlive());
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come to be so");
      }
      Pauses.sleep(Duration.ofMillis(5));
    }
  }

  void send(String id, Command command) {
    send(id, command, null, null);
  }

  void send(String id, Command command, @Nullable Instant notBefore, @Nullable Instant notAfter) {
    log.send(envelope(id, command, notBefore, notAfter, false));
  }

  void check(String id, Command command) {
    log.send(envelope(id, command, null, null, true));
  }

  /// Asks for live output, too.
  void follow(String id, Command command) {
    Envelope plain = envelope(id, command, null, null, false);
    log.send(
        new Envelope(
            plain.id(), NAME, command, null, null, null, false, null, null, true, plain.digest()));
  }

  static Envelope envelope(
      String id,
      Command command,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      boolean checkMode) {
    return new Envelope(
        new CommandId(id),
        NAME,
        command,
        notBefore,
        notAfter,
        null,
        checkMode,
        null,
        null,
        false,
        "digest-" + id);
  }

  void awaitStarted(String id) {
    Event _ =
        log.await(event ->
            event instanceof Event.Started && event.header().commandId().equals(new CommandId(id)));
  }

  boolean isAnswered(String id) {
    return log.events().stream()
        .anyMatch(event ->
            event instanceof Event.Finished
                && event.header().commandId().equals(new CommandId(id)));
  }

  /// Whether some container of that name runs.
  boolean runs(ContainerName name) {
    return engine
        .containers()
        .find(name)
        .map(container -> container.state().status().engineName().equals("running"))
        .orElse(false);
  }

  static Command cancel(String target) {
    return new HostControl.CancelCommand(new CommandId(target));
  }

  static Command start() {
    return start(IMAGE);
  }

  static Command start(ImageReference image) {
    return new Command.StartContainer(
        ContainerSpec.of(WEB, image), ImageRequest.of(image), RunMode.DETACHED);
  }

  static Command task() {
    ContainerSpec plain = ContainerSpec.of(JOB, IMAGE);
    ContainerSpec spec =
        new ContainerSpec(
            JOB,
            IMAGE,
            null,
            plain.environment(),
            plain.labels(),
            false,
            plain.isolation(),
            plain.storage(),
            plain.dimensions(),
            null,
            BY_ENGINE,
            plain.state());
    return new Command.StartContainer(
        spec, ImageRequest.of(IMAGE), new RunMode(false, true, false));
  }

  static Command stop(ContainerName name) {
    return new Command.StopContainer(name, BY_ENGINE, true);
  }

  static Command restart() {
    return new Command.RestartContainer(WEB, BY_ENGINE, false);
  }

  static Command remove() {
    return new Command.StopAndRemoveContainer(WEB, BY_ENGINE);
  }

  private static ContainerName containerOf(UnitName unit) {
    return new ContainerName(
        unit.text().replaceFirst("^kolla-", "").replaceFirst("-container.service$", ""));
  }

  @Override
  public void close() {
    engine.faults().heal();
    Drained _ = stop();
  }
}
