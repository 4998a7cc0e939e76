package io.longshore.worker;

import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.ResultPublisher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// Takes messages from the source and puts each in its lane, as long as there is room for more.
public final class Worker {
  private static final Duration POLL = Duration.ofMillis(200);

  private final CommandSource source;
  private final ResultPublisher publisher;
  private final Ledger ledger;
  private final OffsetTracker offsets;
  private final Answerer answerer;
  private final int mostInFlight;
  private final BooleanSupplier outage;
  private final InstantSource clock;
  private final Lanes lanes = new Lanes();
  private final CompletableFuture<Void> ending = new CompletableFuture<>();

  /// @param outage whether nothing is to be taken because what commands need is away
  Worker(
      CommandSource source,
      ResultPublisher publisher,
      Ledger ledger,
      OffsetTracker offsets,
      Answerer answerer,
      int mostInFlight,
      BooleanSupplier outage,
      InstantSource clock) {
    this.source = source;
    this.publisher = publisher;
    this.ledger = ledger;
    this.offsets = offsets;
    this.answerer = answerer;
    this.mostInFlight = mostInFlight;
    this.outage = outage;
    this.clock = clock;
  }

  /// Works until [#stop] is called or no result can be published any more.
  ///
  /// @param eachRound is called after every look at the source, at least five times a second: a
  ///   sign of life
  /// @throws io.longshore.ledger.PublishException when another worker has taken over, or publishing
  ///   broke for good
  public void run(Runnable eachRound) {
    boolean paused = false;
    while (!ending.isDone()) {
      for (Delivery delivery : source.poll(POLL)) {
        dispatch(delivery);
      }
      boolean full =
          lanes.inFlight() >= mostInFlight || !offsets.hasRoom() || outage.getAsBoolean();
      if (full != paused) {
        source.setPaused(full);
        paused = full;
      }
      eachRound.run();
    }
    rethrowFatal();
  }

  /// Ends [#run]; what is in flight goes on. May be called from any thread.
  public void stop() {
    ending.complete(null);
    source.wakeUp();
  }

  /// Waits until everything in flight is answered. False when the limit passed first: what is left
  /// is found again and finished by the next start.
  public boolean drain(Duration limit) throws InterruptedException {
    return lanes.awaitIdle(limit);
  }

  private void dispatch(Delivery delivery) {
    switch (delivery.reading()) {
      case Reading.Understood understood -> {
        boolean conflict =
            !ledger.register(
                understood.envelope().id(), understood.envelope().digest(), delivery.appendedAt());
        publisher.publishSoon(
            new Event.Accepted(Narrative.header(understood.envelope(), clock.instant())));
        submit(understood.envelope().command().resource().key(), delivery, conflict);
      }
      case Reading.Refused refused -> {
        boolean conflict =
            !ledger.register(refused.header().commandId(), refused.digest(), delivery.appendedAt());
        submit("message/" + refused.header().commandId(), delivery, conflict);
      }
    }
  }

  private void submit(String lane, Delivery delivery, boolean conflict) {
    lanes.submit(
        lane,
        () -> {
          try {
            if (conflict) {
              answerer.answerConflict(delivery);
            } else {
              answerer.answer(delivery);
            }
          } catch (RuntimeException e) {
            fatal(e);
          }
        });
  }

  /// A message that cannot be answered must not be passed over: the worker ends, and its next start
  /// finds it again.
  private void fatal(RuntimeException e) {
    if (ending.completeExceptionally(e)) {
      source.wakeUp();
    }
  }

  private void rethrowFatal() {
    if (ending.isCompletedExceptionally() && ending.exceptionNow() instanceof RuntimeException e) {
      throw e;
    }
  }
}
