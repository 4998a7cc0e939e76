package io.longshore.bench;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.ResultPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Both topics without Kafka: what is published is durable at once.
final class DirectLog implements CommandSource, ResultPublisher, FirstResults {
  private static final HostName HOST = new HostName("bench");
  private static final AtomicLong LOGS = new AtomicLong();

  private final LinkedBlockingQueue<Delivery> commands = new LinkedBlockingQueue<>();
  private final Map<CommandId, CompletableFuture<Event.Finished>> awaited =
      new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();
  private final String prefix = "bench-" + LOGS.incrementAndGet() + "-";

  /// Sends a command; the future ends with its result.
  CompletableFuture<Event.Finished> ask(Command command) {
    long offset = next.getAndIncrement();
    CommandId id = new CommandId(prefix + offset);
    CompletableFuture<Event.Finished> result = new CompletableFuture<>();
    awaited.put(id, result);
    Envelope envelope =
        new Envelope(
            id, HOST, command, null, null, null, false, null, null, false, "digest-" + offset);
    commands.add(new Delivery(offset, Instant.now(), 0, new Reading.Understood(envelope)));
    return result;
  }

  @Override
  public List<Delivery> poll(Duration wait) {
    try {
      Delivery first = commands.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      return first == null ? List.of() : List.of(first);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public CompletableFuture<Long> publish(Event event) {
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public CompletableFuture<Long> begin(Event.Started event, @Nullable String imageBefore) {
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public void accept(Event.Accepted event, String digest, long offset) {}

  @Override
  public void requireOpen() {}

  @Override
  public void publishSoon(Event event) {}

  @Override
  public CompletableFuture<Long> finish(Event event, long offset, @Nullable ContainerName leaves) {
    if (event instanceof Event.Finished finished) {
      awaited.remove(finished.header().commandId()).complete(finished);
    }
    return CompletableFuture.completedFuture(offset);
  }

  @Override
  public Optional<Event.Finished> at(long position) {
    return Optional.empty();
  }

  @Override
  public void want(Wanted wanted) {}

  @Override
  public long next() {
    return next.get();
  }

  @Override
  public void wakeUp() {}

  @Override
  public void close() {}
}
