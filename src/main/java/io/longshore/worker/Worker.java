package io.longshore.worker;

import io.longshore.command.Envelope;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.CommandSource.Wanted;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.ResultPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes messages from the source and puts each in its lane, as long as there is room for more.
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration ROUND = Duration.ofMillis(200);

  private final CommandSource source;
  private final ResultPublisher publisher;
  private final Ledger ledger;
  private final Turns turns;
  private final Answerer answerer;
  private final Expiry expiry;
  private final Intake intake;
  private final InstantSource clock;
  private final AtomicInteger queuedAtStop = new AtomicInteger();
  private final AtomicInteger begunAtStop = new AtomicInteger();
  private Optional<Instant> toldOfFreeze = Optional.empty();
  private final CompletableFuture<Void> ending = new CompletableFuture<>();

  Worker(
      CommandSource source,
      ResultPublisher publisher,
      Ledger ledger,
      Turns turns,
      Answerer answerer,
      Expiry expiry,
      Intake intake,
      InstantSource clock) {
    this.source = source;
    this.publisher = publisher;
    this.ledger = ledger;
    this.turns = turns;
    this.answerer = answerer;
    this.expiry = expiry;
    this.intake = intake;
    this.clock = clock;
  }

  /// Works until [#stop] is called or no result can be published any more.
  ///
  /// @param eachRound is called after every look at the source, at least five times a second: a
  ///   sign of life
  /// @throws io.longshore.ledger.PublishException when another worker has taken over, or publishing
  ///   broke for good
  public void run(Runnable eachRound) {
    run(ROUND, eachRound);
  }

  /// The same with less to do where nothing happens.
  ///
  /// @param round how long the source is waited for at a time: so late may be noticed that a
  ///   command has expired, or that there is room for more
  public void run(Duration round, Runnable eachRound) {
    try {
      while (!ending.isDone()) {
        publisher.requireOpen();
        source.poll(round).forEach(this::dispatch);
        turns.takenBefore(source.next());
        source.want(wanted());
        expiry.look(this::fatal);
        tellOfFreeze();
        eachRound.run();
      }
    } catch (RuntimeException | Error e) {
      turns.close();
      throw e;
    }
    rethrowFatal();
  }

  /// One lane's many commands leave room for those of others.
  private Wanted wanted() {
    if (intake.isClosed(turns.load())) {
      return turns.hasRoomForControl() ? new Wanted.Control() : new Wanted.Nothing();
    }
    return turns.isCrowded() ? new Wanted.AllBut(turns::isCrowded) : new Wanted.All();
  }

  /// Does something in a resource's lane before all of its commands, when called before [#run].
  void first(Resource resource, Runnable task) {
    turns.first(resource, task);
  }

  private void tellOfFreeze() {
    Optional<Instant> until = frozenUntil();
    if (!until.equals(toldOfFreeze)) {
      toldOfFreeze = until;
      until.ifPresentOrElse(
          end -> LOG.atInfo().addKeyValue("until", end).log("Host is frozen: no command is begun"),
          () -> LOG.atInfo().log("Host is thawed: commands are begun again"));
    }
  }

  /// Ends [#run]. No further command is begun, and what only waits is left to the next start; what
  /// runs goes on. May be called from any thread, and does not block.
  public void stop() {
    if (ending.complete(null)) {
      queuedAtStop.set(turns.close());
      begunAtStop.set(turns.inFlight());
    }
    source.wakeUp();
  }

  /// Waits until everything in flight is answered. False when the limit passed first: what is left
  /// is found again and finished by the next start.
  public boolean drain(Duration limit) throws InterruptedException {
    return turns.awaitIdle(limit);
  }

  /// What has become so far of the commands that were in flight at [#stop].
  public Drained drained() {
    int running = turns.inFlight();
    int left = turns.leftAlone();
    int finished = begunAtStop.get() - left - running;
    return new Drained(Math.max(0, finished), queuedAtStop.get() + left, running);
  }

  /// Until when no command is begun; empty when the host is not frozen.
  public Optional<Instant> frozenUntil() {
    return ledger.control().frozenUntil(clock.instant());
  }

  /// How many messages were taken in and are not answered.
  public int inFlight() {
    return turns.inFlight();
  }

  /// How many of those wait behind another one in their lane.
  public int queued() {
    return turns.queued();
  }

  /// How many lanes have something to do.
  public int activeLanes() {
    return turns.activeLanes();
  }

  private void dispatch(Delivery delivery) {
    boolean conflict =
        switch (delivery.reading()) {
          case Reading.Understood(Envelope envelope) -> {
            boolean known =
                ledger.register(envelope.id(), envelope.digest(), delivery.appendedAt());
            if (known) {
              accept(envelope, delivery.offset());
            }
            yield !known;
          }
          case Reading.Refused refused ->
              !ledger.register(
                  refused.header().commandId(), refused.digest(), delivery.appendedAt());
        };
    turns.submit(new Turn(delivery, conflict, this::answer));
  }

  /// Under the id of a command nothing is owed to another one but that it is told so.
  private void accept(Envelope envelope, long offset) {
    Event.Header header = Narrative.header(envelope, clock.instant());
    publisher.accept(new Event.Accepted(header), envelope.digest(), offset);
  }

  private boolean answer(Turn turn) {
    try {
      answerer.answer(turn);
      return true;
    } catch (StoppedException _) {
      return false;
    } catch (RuntimeException | Error e) {
      fatal(e);
      return false;
    }
  }

  /// A message that cannot be answered must not be passed over: the worker ends with nothing begun
  /// behind it, and its next start finds it again. Of one that ends anyway nobody else would hear
  /// why.
  private void fatal(Throwable e) {
    if (ending.completeExceptionally(e)) {
      turns.close();
      source.wakeUp();
    } else if (!ending.isCompletedExceptionally()) {
      LOG.atError().setCause(e).log("A command is left unanswered; the next start answers it");
    }
  }

  private void rethrowFatal() {
    if (ending.isCompletedExceptionally()) {
      switch (ending.exceptionNow()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
