package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.NotConnected;
import org.freedesktop.dbus.interfaces.DBusSigHandler;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;

/// One connection to the bus, and to the systemd that owned its name when the connection was made.
/// Once either went away it is lost for good, with all calls under way; [Bus] then makes another.
///
/// Safe for virtual threads: dbus-java writes and reads on platform threads of its own, and a
/// caller only waits for a future.
final class BusConnection implements AutoCloseable {
  /// The system bus gives a connection 128 replies to wait for (dbus-daemon(1),
  /// `max_replies_per_connection`) and refuses further calls; the rest is left to dbus-java's own.
  private static final int MOST_CALLS = 100;

  private static final int CLOSE_ATTEMPTS = 100;

  private final DBusConnection connection;
  private final Duration callLimit;
  private final CompletableFuture<String> loss;
  private final Set<BusCall> underWay = ConcurrentHashMap.newKeySet();
  private final Semaphore free = new Semaphore(MOST_CALLS);
  private final Set<JobWatch> watches = ConcurrentHashMap.newKeySet();

  private BusConnection(
      DBusConnection connection, Duration callLimit, CompletableFuture<String> loss) {
    this.connection = connection;
    this.callLimit = callLimit;
    this.loss = loss;
  }

  /// Connects, subscribes to systemd's signals. Blocks on the socket, so call it on a platform
  /// thread.
  ///
  /// @throws DBusException when there is no bus
  /// @throws BusException when there is no systemd on it
  static BusConnection open(String address, Duration callLimit) throws DBusException {
    CompletableFuture<String> loss = new CompletableFuture<>();
    DBusConnection connection =
        DBusConnectionBuilder.forAddress(address)
            .withShared(false)
            .withDisconnectCallback(reportingTo(loss))
            .build();
    BusConnection opened = new BusConnection(connection, callLimit, loss);
    try {
      opened.subscribe(Deadline.in(callLimit));
      return opened;
    } catch (DBusException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static IDisconnectCallback reportingTo(CompletableFuture<String> loss) {
    return new IDisconnectCallback() {
      @Override
      public void disconnectOnError(IOException cause) {
        loss.complete("the connection to the bus broke: " + cause.getMessage());
      }

      @Override
      public void clientDisconnect() {
        loss.complete("the bus closed the connection");
      }

      @Override
      public void requestedDisconnect(Integer remaining) {
        loss.complete("the connection was closed");
      }
    };
  }

  /// The signals come before systemd is told to send them. Those of systemd are bound to its unique
  /// name, so that nobody else's are believed and a new owner of its well-known name is noticed.
  private void subscribe(Deadline deadline) throws DBusException {
    CompletableFuture<Void> _ = loss.thenAccept(this::failCallsUnderWay);
    onSignal(
        signals()
            .withSender("org.freedesktop.DBus")
            .withMember("NameOwnerChanged")
            .withArg0123(0, BusMethod.SYSTEMD)
            .build(),
        _ -> loss.complete("systemd left the bus"));
    String owner =
        (String) call(BusMethod.bus("GetNameOwner", "s"), BusMethod.SYSTEMD).await(deadline)[0];
    onSignal(
        signals()
            .withSender(owner)
            .withInterface(BusMethod.MANAGER)
            .withMember("JobRemoved")
            .build(),
        this::jobRemoved);
    call(BusMethod.manager("Subscribe", null)).await(deadline);
  }

  static DBusMatchRuleBuilder signals() {
    return DBusMatchRuleBuilder.create().withType("signal");
  }

  /// Calls the handler, on dbus-java's own thread, for each signal of the rule; until the result is
  /// closed.
  Subscription onSignal(DBusMatchRule rule, DBusSigHandler<DBusSignal> handler)
      throws DBusException {
    connection.addGenericSigHandler(rule, handler);
    return () -> connection.removeGenericSigHandler(rule, handler);
  }

  /// Ends when it is closed.
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close() throws DBusException;
  }

  /// Sends a call; its reply is awaited on the result.
  BusCall call(BusMethod method, Object... arguments) {
    BusCall call = BusCall.of(connection.getMessageFactory().getEndianess(), method, arguments);
    if (loss.isDone()) {
      call.lost(loss.join());
      return call;
    }
    awaitTurn(call);
    underWay.add(call);
    call.whenDone(() -> ended(call));
    try {
      connection.sendMessage(call);
    } catch (NotConnected | RejectedExecutionException e) {
      loss.complete("the connection to the bus is closed");
    }
    if (loss.isDone()) {
      call.lost(loss.join());
    }
    return call;
  }

  /// A call whose caller gave up still counts until its reply comes: so it does on the bus.
  private void awaitTurn(BusCall call) {
    try {
      if (!free.tryAcquire(callLimit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw BusException.silent("too many calls wait for answers to begin " + call.getName());
      }
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    }
  }

  private void ended(BusCall call) {
    underWay.remove(call);
    free.release();
  }

  private void failCallsUnderWay(String why) {
    underWay.forEach(call -> call.lost(why));
  }

  /// Remembers the ends of the unit's jobs until it is closed, so make it before the job.
  JobWatch watch(String unit) {
    JobWatch watch = new JobWatch(unit, loss, watches::remove);
    watches.add(watch);
    return watch;
  }

  private void jobRemoved(DBusSignal signal) {
    try {
      Object[] values = signal.getParameters();
      watches.forEach(
          watch -> watch.removed(values[1].toString(), (String) values[2], (String) values[3]));
    } catch (DBusException e) {
      loss.complete("unreadable signal of systemd: " + e.getMessage());
    }
  }

  boolean isLost() {
    return loss.isDone();
  }

  /// Why it was lost, as soon as it is.
  CompletableFuture<String> loss() {
    return loss;
  }

  /// dbus-java goes through the calls under way while others may still be added, and stumbles over
  /// that before it closes the socket.
  @Override
  public void close() {
    loss.complete("the connection was closed");
    for (int attempt = 0; attempt < CLOSE_ATTEMPTS; attempt++) {
      try {
        connection.disconnect();
        return;
      } catch (ConcurrentModificationException _) {
        Thread.onSpinWait();
      }
    }
  }
}
