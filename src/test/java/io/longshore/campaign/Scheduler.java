package io.longshore.campaign;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.CommandSender;
import io.longshore.client.Outgoing;
import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Sends messages, on a thread of its own, as long as few are unanswered; sends again what it does
/// not know to be safe, as any scheduler does.
final class Scheduler implements AutoCloseable {
  private static final HostName HOST = new HostName(Workload.HOST);
  private static final int MOST_UNANSWERED = 40;
  private static final Duration LOOK = Duration.ofMillis(50);

  private final CommandSender sender;
  private final ResultFeed feed;
  private final Thread thread;
  private volatile boolean sending = true;
  private volatile boolean closed;
  private volatile long sent;
  private final AtomicLong answered = new AtomicLong();

  /// @param bootstrap of a broker that has the topics
  Scheduler(String bootstrap, List<Message> first, Supplier<Message> next) {
    BrokerAccess access = new BrokerAccess(bootstrap, Map.of());
    sender = new CommandSender(access);
    feed = new ResultFeed(access);
    feed.readSince(List.of(HOST), Instant.EPOCH);
    first.forEach(this::send);
    thread = Thread.ofPlatform().daemon().name("scheduler").start(() -> run(next));
  }

  /// How many messages are in the command topic.
  long sent() {
    return sent;
  }

  /// How many of them have no answer yet.
  long unanswered() {
    return sent - answered.get();
  }

  /// Sends no more; answers are still counted.
  void stopSending() {
    sending = false;
  }

  private void run(Supplier<Message> next) {
    while (!closed) {
      if (sending && unanswered() < MOST_UNANSWERED) {
        send(next.get());
        count(Duration.ZERO);
      } else {
        count(LOOK);
      }
    }
  }

  private void send(Message message) {
    WireMessage wire =
        new WireMessage(
            message.key(), message.payload().getBytes(StandardCharsets.UTF_8), Map.of());
    Outgoing plain = new Outgoing(HOST, message.id(), wire);
    // How a command is watched is no part of it, so that repeats may differ in that.
    Outgoing outgoing = sent % 2 == 0 ? plain : plain.followed();
    while (!closed) {
      try {
        sent = sender.send(outgoing).offset() + 1;
        return;
      } catch (BrokerTroubleException maybeArrived) {
        count(LOOK);
      }
    }
  }

  private void count(Duration wait) {
    try {
      feed.poll(wait).stream()
          .map(ResultMessage::event)
          .filter(Scheduler::answers)
          .forEach(_ -> answered.incrementAndGet());
    } catch (BrokerTroubleException away) {
      // It comes back, and nothing was passed over.
    }
  }

  private static boolean answers(Event event) {
    return event instanceof Event.Finished
        || event instanceof Event.Duplicate
        || event instanceof Event.Conflict;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feed.close();
    sender.close();
  }
}
