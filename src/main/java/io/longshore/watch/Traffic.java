package io.longshore.watch;

import io.longshore.command.ContainerName;
import io.longshore.event.Event;
import io.longshore.event.Report;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.ResultPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the worker has in hand, seen at its two ports: a message is in hand from when it is taken
/// until its last event is durable. Safe for use by many threads.
public final class Traffic {
  private final InstantSource clock;
  private final Consumer<Event> answers;
  private final Map<Long, InHand> messages = new LinkedHashMap<>();
  private Event.@Nullable Finished last;

  /// @param answers is told of every last event of a message once it is durable; must neither block
  ///   nor throw
  public Traffic(InstantSource clock, Consumer<Event> answers) {
    this.clock = clock;
    this.answers = answers;
  }

  /// The source, watched.
  public CommandSource watching(CommandSource source) {
    return new WatchedSource(source);
  }

  /// The publisher, watched.
  public ResultPublisher watching(ResultPublisher publisher) {
    return new WatchedPublisher(publisher);
  }

  /// What is in hand now.
  public synchronized Load load() {
    Set<String> lanes = new HashSet<>();
    Instant oldest = null;
    Instant oldestWaiting = null;
    for (InHand message : messages.values()) {
      oldest = oldest == null ? message.since : oldest;
      if (!lanes.add(message.lane) && oldestWaiting == null) {
        oldestWaiting = message.since;
      }
    }
    Instant now = clock.instant();
    return new Load(messages.size(), lanes.size(), age(oldest, now), age(oldestWaiting, now), last);
  }

  private static Duration age(@Nullable Instant since, Instant now) {
    return since == null || now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
  }

  private synchronized void taken(List<Delivery> deliveries) {
    Instant now = clock.instant();
    deliveries.forEach(
        delivery -> messages.put(delivery.offset(), new InHand(delivery.lane(), now)));
  }

  private void answered(Event event, long offset) {
    synchronized (this) {
      messages.remove(offset);
      last = event instanceof Event.Finished finished ? withoutReport(finished) : last;
    }
    answers.accept(event);
  }

  /// An output may be long, and nobody asks for it here.
  private static Event.Finished withoutReport(Event.Finished finished) {
    return new Event.Finished(
        finished.header(),
        finished.outcome(),
        finished.digest(),
        finished.checkMode(),
        finished.attempts(),
        finished.startedAt(),
        Report.NOTHING,
        null);
  }

  private record InHand(String lane, Instant since) {}

  /// What is in hand.
  ///
  /// @param inFlight messages taken and not yet answered
  /// @param lanes resources that they are about: each has one under way, the others wait
  /// @param oldest how long ago the oldest of them was taken; zero when there is none
  /// @param oldestWaiting how long ago the oldest was taken that waits behind another one; zero
  ///   when none waits
  /// @param last the last result, without its report; null before the first
  public record Load(
      int inFlight,
      int lanes,
      Duration oldest,
      Duration oldestWaiting,
      Event.@Nullable Finished last) {
    /// How many wait behind another one.
    public int waiting() {
      return inFlight - lanes;
    }
  }

  private final class WatchedSource implements CommandSource {
    private final CommandSource source;

    private WatchedSource(CommandSource source) {
      this.source = source;
    }

    @Override
    public List<Delivery> poll(Duration wait) {
      List<Delivery> deliveries = source.poll(wait);
      if (!deliveries.isEmpty()) {
        taken(deliveries);
      }
      return deliveries;
    }

    @Override
    public void want(Wanted wanted) {
      source.want(wanted);
    }

    @Override
    public long next() {
      return source.next();
    }

    @Override
    public void wakeUp() {
      source.wakeUp();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private final class WatchedPublisher implements ResultPublisher {
    private final ResultPublisher publisher;

    private WatchedPublisher(ResultPublisher publisher) {
      this.publisher = publisher;
    }

    @Override
    public CompletableFuture<Long> publish(Event event) {
      return publisher.publish(event);
    }

    @Override
    public CompletableFuture<Long> begin(Event.Started event, @Nullable String imageBefore) {
      return publisher.begin(event, imageBefore);
    }

    @Override
    public void accept(Event.Accepted event, String digest, long offset) {
      publisher.accept(event, digest, offset);
    }

    @Override
    public void requireOpen() {
      publisher.requireOpen();
    }

    @Override
    public void publishSoon(Event event) {
      publisher.publishSoon(event);
    }

    @Override
    public CompletableFuture<Long> finish(
        Event event, long offset, @Nullable ContainerName leaves) {
      return publisher
          .finish(event, offset, leaves)
          .thenApply(position -> {
            answered(event, offset);
            return position;
          });
    }

    @Override
    public void close() {
      publisher.close();
    }
  }
}
