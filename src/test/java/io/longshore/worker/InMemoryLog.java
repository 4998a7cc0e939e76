package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.PublishException;
import io.longshore.ledger.ResultPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Both topics of a host in memory. What is published is durable at once, but for [#durableWith].
public final class InMemoryLog implements CommandSource, ResultPublisher, FirstResults {
  private final LinkedBlockingQueue<Delivery> commands = new LinkedBlockingQueue<>();
  private volatile @Nullable PublishException end;
  private final List<Event> events = new ArrayList<>();
  private final List<Delivery> sent = new ArrayList<>();
  private final List<Long> doneOffsets = new ArrayList<>();
  private Consumer<Event> onPublish = _ -> {};
  private CompletableFuture<Void> startsWaitFor = CompletableFuture.completedFuture(null);
  private long nextOffset;
  private Wanted wanted = new Wanted.All();

  /// Appends a command.
  public synchronized void send(Envelope envelope) {
    send(new Reading.Understood(envelope), Instant.now());
  }

  /// Appends a message.
  public synchronized void send(Reading reading, Instant appendedAt) {
    Delivery delivery = new Delivery(nextOffset++, appendedAt, 0, reading);
    sent.add(delivery);
    commands.add(delivery);
  }

  /// Hands out again, as to a worker that starts, what is not answered.
  public synchronized void redeliver() {
    commands.clear();
    sent.stream().filter(each -> !doneOffsets.contains(each.offset())).forEach(commands::add);
  }

  /// Is told of every event when it becomes durable, and may throw what publishing it then throws.
  public synchronized void onPublish(Consumer<Event> listener) {
    onPublish = listener;
  }

  /// Lets `started` events become durable no sooner than that is done.
  public synchronized void durableWith(CompletableFuture<Void> other) {
    startsWaitFor = other;
  }

  /// All that was published, in order.
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /// The offsets that were marked as done, in the order of their answers.
  public synchronized List<Long> doneOffsets() {
    return List.copyOf(doneOffsets);
  }

  /// The terminal event of a command, waited for.
  public Event.Finished result(String id) {
    return (Event.Finished)
        await(event ->
            event instanceof Event.Finished
                && event.header().commandId().equals(new CommandId(id)));
  }

  /// The first event for which the condition holds, waited for.
  public synchronized Event await(Predicate<Event> condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Optional<Event> found = first(condition);
    while (found.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no such event among " + events);
      }
      try {
        wait(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      found = first(condition);
    }
    return found.get();
  }

  private Optional<Event> first(Predicate<Event> condition) {
    return events.stream().filter(condition).findFirst();
  }

  @Override
  public List<Delivery> poll(Duration wait) {
    try {
      Delivery first =
          wanted instanceof Wanted.All
              ? commands.poll(wait.toMillis(), TimeUnit.MILLISECONDS)
              : ahead(wait);
      return first == null ? List.of() : List.of(first);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable Delivery ahead(Duration wait) throws InterruptedException {
    Set<String> left = new HashSet<>();
    for (Delivery each : commands) {
      if ((each.isControl() || isOfOtherLane(each, left)) && commands.remove(each)) {
        return each;
      }
    }
    Thread.sleep(wait.dividedBy(10));
    return null;
  }

  private boolean isOfOtherLane(Delivery delivery, Set<String> left) {
    return wanted instanceof Wanted.AllBut(Predicate<String> crowded)
        && !(crowded.test(delivery.lane()) && left.add(delivery.lane()))
        && !left.contains(delivery.lane());
  }

  @Override
  public synchronized long next() {
    Delivery first = commands.peek();
    return first == null ? nextOffset : first.offset();
  }

  @Override
  public void want(Wanted what) {
    wanted = what;
  }

  @Override
  public void wakeUp() {}

  @Override
  public CompletableFuture<Long> publish(Event event) {
    return append(event);
  }

  @Override
  public synchronized CompletableFuture<Long> begin(
      Event.Started event, @Nullable String imageBefore) {
    return append(event).thenCombine(startsWaitFor, (position, _) -> position);
  }

  @Override
  public void accept(Event.Accepted event, String digest, long offset) {
    publishSoon(event);
  }

  @Override
  public void requireOpen() {
    PublishException known = end;
    if (known != null) {
      throw known;
    }
  }

  /// Nothing can be published from now on, as nobody has noticed yet.
  public void end(PublishException why) {
    end = why;
  }

  @Override
  public void publishSoon(Event event) {
    CompletableFuture<Long> _ = append(event);
  }

  @Override
  public synchronized CompletableFuture<Long> finish(
      Event event, long offset, @Nullable ContainerName leaves) {
    CompletableFuture<Long> position = append(event);
    if (!position.isCompletedExceptionally()) {
      doneOffsets.add(offset);
    }
    return position;
  }

  private synchronized CompletableFuture<Long> append(Event event) {
    try {
      onPublish.accept(event);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    events.add(event);
    notifyAll();
    return CompletableFuture.completedFuture((long) events.size() - 1);
  }

  @Override
  public synchronized Optional<Event.Finished> at(long position) {
    return Optional.of((Event.Finished) events.get((int) position));
  }

  @Override
  public void close() {}
}
