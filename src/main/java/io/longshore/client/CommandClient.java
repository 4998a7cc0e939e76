package io.longshore.client;

import io.longshore.command.HostName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sends commands and hands out what comes of each, over any number of hosts with one producer, one
/// consumer and one thread. For use by any number of threads.
///
/// ```java
/// try (CommandClient client = new CommandClient(new BrokerAccess("broker:9092", Map.of()))) {
///   Outgoing stop =
///       CommandBuilder.to(new HostName("web01"), Action.STOP_CONTAINER)
///           .id(CommandIds.named(CommandIds.URL, "https://scheduler.example/ticket/7/web01"))
///           .parameter("name", "nginx")
///           .build(Instant.now());
///   Answer answer = client.send(stop, Duration.ofMinutes(5)).answer().join();
/// }
/// ```
public final class CommandClient implements AutoCloseable {
  /// How many commands may be unanswered unless told otherwise.
  public static final int MOST_UNANSWERED = 1_000;

  private static final Duration POLL = Duration.ofMillis(50);

  private final CommandSender sender;
  private final ResultFeed feed;

  /// Whoever uses the feed holds it: a Kafka consumer serves one thread at a time. Fair, because
  /// the reading thread takes it again at once.
  private final ReentrantLock feedLock = new ReentrantLock(true);

  private final PendingCommands pending = new PendingCommands();
  private final Set<HostName> connected = ConcurrentHashMap.newKeySet();
  private final Semaphore room;
  private final Thread thread;
  private volatile boolean closed;

  /// At most [#MOST_UNANSWERED] commands are unanswered at a time.
  ///
  /// @throws BrokerTroubleException when a setting or the address is unusable
  public CommandClient(BrokerAccess access) {
    this(access, MOST_UNANSWERED);
  }

  /// @param mostUnanswered how many commands may be on their way, at least 1: sending waits when
  ///   they are
  /// @throws BrokerTroubleException when a setting or the address is unusable
  public CommandClient(BrokerAccess access, int mostUnanswered) {
    this(access, new CommandSender(access), mostUnanswered);
  }

  private CommandClient(BrokerAccess access, CommandSender sender, int mostUnanswered) {
    this(sender, feed(access, sender), mostUnanswered);
  }

  CommandClient(CommandSender sender, ResultFeed feed, int mostUnanswered) {
    this.sender = sender;
    this.feed = feed;
    this.room = new Semaphore(mostUnanswered);
    this.thread = Thread.ofPlatform().daemon().name("longshore-client").start(this::readAnswers);
  }

  /// Closes the sender when there is to be no client that would.
  private static ResultFeed feed(BrokerAccess access, CommandSender sender) {
    try {
      return new ResultFeed(access);
    } catch (RuntimeException unusable) {
      sender.close();
      throw unusable;
    }
  }

  /// The hosts that have a command topic, by name.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  public List<HostName> knownHosts() {
    return holdingFeed(feed::knownHosts);
  }

  /// The hosts that have a command topic and a result topic that may be read: of any other nobody
  /// would hear.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  public List<HostName> answeringHosts() {
    return holdingFeed(feed::answeringHosts);
  }

  /// Makes sure that these hosts are there and that their answers are read from now on. Sending
  /// does it by itself.
  ///
  /// @throws BrokerTroubleException naming the unknown hosts; when the broker cannot be reached
  public void connect(Collection<HostName> hosts) {
    if (!connected.containsAll(hosts)) {
      Set<HostName> added =
          holdingFeed(() -> {
            Set<HostName> others = new HashSet<>(hosts);
            others.removeAll(connected);
            feed.requireKnown(others);
            feed.readFromNow(others);
            connected.addAll(others);
            return others;
          });
      sender.learn(added);
    }
  }

  /// Sends a command. Waits first while too many are unanswered.
  ///
  /// @param patience after which [Answer.Silence] is the answer
  /// @throws BrokerTroubleException when the host is unknown, or the broker cannot be asked for it;
  ///   nothing was sent. Later trouble is told by what is returned.
  public Sending send(Outgoing command, Duration patience) {
    return send(command, patience, _ -> {});
  }

  /// Sends a command, and tells what happens on the way.
  ///
  /// @param patience after which [Answer.Silence] is the answer
  /// @param onTheWay is given every event before the last, in order, on the thread that reads all
  ///   answers: it must return soon, throw nothing and send nothing
  /// @throws BrokerTroubleException as [#send(Outgoing, Duration)]
  public Sending send(Outgoing command, Duration patience, Consumer<ResultMessage> onTheWay) {
    connect(Set.of(command.host()));
    boolean hasRoom = awaitRoom();
    Pending waiting = new Pending(command, patience, onTheWay, hasRoom ? room::release : () -> {});
    if (hasRoom) {
      CompletableFuture<Answer> _ =
          waiting.answer().whenComplete((_, _) -> pending.remove(waiting));
      begin(waiting);
    } else {
      waiting.fail(new BrokerTroubleException(command.id() + " was not sent: interrupted", null));
    }
    return waiting.sending();
  }

  /// Sends commands in this order, none before all their hosts are known to be there. Waits in
  /// between while too many are unanswered.
  ///
  /// @param patience of each from its sending on, after which [Answer.Silence] is the answer
  /// @return one for each command, in the same order
  /// @throws BrokerTroubleException as [#send(Outgoing, Duration)]
  public List<Sending> sendAll(Collection<Outgoing> commands, Duration patience) {
    connect(commands.stream().map(Outgoing::host).collect(Collectors.toSet()));
    return commands.stream().map(command -> send(command, patience)).toList();
  }

  private boolean awaitRoom() {
    try {
      room.acquire();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The answer is waited for before the command is sent, so that it cannot be missed.
  private void begin(Pending waiting) {
    try {
      pending.add(waiting);
      CompletableFuture<Sent> _ =
          sender
              .begin(waiting.command())
              .whenComplete((place, failed) -> told(waiting, place, failed));
    } catch (BrokerTroubleException unsent) {
      waiting.fail(unsent);
    }
  }

  private static void told(Pending waiting, Sent place, @Nullable Throwable failed) {
    if (failed instanceof BrokerTroubleException trouble) {
      waiting.fail(trouble);
    } else {
      waiting.sent().complete(place);
    }
  }

  /// However it ends, nobody waits for an answer that nobody reads.
  private void readAnswers() {
    try {
      readUntilClosed();
      pending.failAll(closed());
    } catch (BrokerTroubleException trouble) {
      pending.failAll(trouble);
    } catch (RuntimeException | Error unexpected) {
      pending.failAll(
          new BrokerTroubleException("answers cannot be read any more: " + unexpected, unexpected));
    }
  }

  private void readUntilClosed() {
    while (!closed) {
      try {
        holdingFeed(() -> feed.poll(POLL)).forEach(pending::receive);
      } catch (BrokerTroubleException trouble) {
        if (trouble.kind() != BrokerTroubleException.Kind.UNREACHABLE) {
          throw trouble;
        }
      }
      pending.expire(System.nanoTime());
    }
  }

  private <T> T holdingFeed(Supplier<T> call) {
    feedLock.lock();
    try {
      if (closed) {
        throw closed();
      }
      return call.get();
    } finally {
      feedLock.unlock();
    }
  }

  private static BrokerTroubleException closed() {
    return new BrokerTroubleException("the client is closed", null);
  }

  /// Ends the waiting for what is unanswered; it may be carried out all the same.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feedLock.lock();
    try {
      feed.close();
    } finally {
      feedLock.unlock();
    }
    sender.close();
  }
}
