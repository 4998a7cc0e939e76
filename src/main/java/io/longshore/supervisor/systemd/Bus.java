package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import io.longshore.supervisor.systemd.BusException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.freedesktop.dbus.exceptions.DBusException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to the bus: connects when first needed or asked to, and again when the connection was
/// lost.
final class Bus implements AutoCloseable {
  /// A bus that was there is coming back, since it or systemd is being restarted: waited for, where
  /// a first one is not.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int ATTEMPTS = 4;
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

  private final String address;
  private final Duration callLimit;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<BusConnection> latest;
  private volatile Runnable onLoss = () -> {};
  private boolean connectedBefore;
  private boolean closed;

  Bus(String address, Duration callLimit) {
    this.address = address;
    this.callLimit = callLimit;
  }

  /// Calls that when a connection ended.
  void onLoss(Runnable listener) {
    onLoss = listener;
  }

  /// Does the work on a connection, and on the next when that was lost meanwhile: so work must bear
  /// being done twice.
  <T> T with(Deadline deadline, Function<BusConnection, T> work) {
    for (int attempt = 1; ; attempt++) {
      BusConnection connection = connected(deadline.within(callLimit));
      try {
        return work.apply(connection);
      } catch (BusException e) {
        if (e.reason() != Reason.LOST || attempt == ATTEMPTS) {
          throw e;
        }
        connection.close();
      }
    }
  }

  /// As [#with], for work without a result.
  void run(Deadline deadline, Consumer<BusConnection> work) {
    boolean _ =
        with(
            deadline,
            connection -> {
              work.accept(connection);
              return true;
            });
  }

  /// A connection that is not known to be lost.
  ///
  /// @throws BusException when there is none by the deadline
  BusConnection connected(Deadline deadline) {
    try {
      return connecting().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw BusException.silent("no connection to the bus at " + address + " in time");
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BusException failure ? failure : BusException.unreachable(e);
    }
  }

  /// The connection being made, or made and not lost; begins to make one when there is neither.
  CompletableFuture<BusConnection> connecting() {
    lock.lock();
    try {
      CompletableFuture<BusConnection> usable = usable();
      if (usable == null) {
        usable = closed ? CompletableFuture.failedFuture(BusException.lost("closed")) : begin();
        latest = usable;
      }
      return usable;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable CompletableFuture<BusConnection> usable() {
    CompletableFuture<BusConnection> connection = latest;
    boolean over =
        connection == null
            || connection.isCompletedExceptionally()
            || (connection.isDone() && connection.join().isLost());
    return over ? null : connection;
  }

  /// On a platform thread, since connecting reads from the socket.
  private CompletableFuture<BusConnection> begin() {
    CompletableFuture<BusConnection> connection = new CompletableFuture<>();
    Deadline patience = Deadline.in(connectedBefore ? PATIENCE : Duration.ZERO);
    Thread.ofPlatform()
        .daemon()
        .name("longshore-dbus-connect")
        .start(() -> complete(connection, patience));
    return connection;
  }

  private void complete(CompletableFuture<BusConnection> future, Deadline patience) {
    try {
      hand(connect(patience), future);
    } catch (DBusException e) {
      future.completeExceptionally(BusException.unreachable(e));
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e instanceof BusException ? e : BusException.unreachable(e));
    }
  }

  private BusConnection connect(Deadline patience) throws DBusException {
    while (true) {
      try {
        return BusConnection.open(address, callLimit);
      } catch (DBusException | RuntimeException e) {
        if (patience.isOver()) {
          throw e;
        }
        LOG.atDebug()
            .addKeyValue("bus", address)
            .addKeyValue("reason", e.getMessage())
            .log("bus is not back yet");
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void hand(BusConnection connection, CompletableFuture<BusConnection> future) {
    CompletableFuture<Void> _ = connection.loss().thenAccept(this::tellLoss);
    lock.lock();
    try {
      connectedBefore = true;
      future.complete(connection);
      if (closed) {
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void tellLoss(String reason) {
    onLoss.run();
    LOG.atInfo()
        .addKeyValue("bus", address)
        .addKeyValue("reason", reason)
        .log("bus connection ended");
  }

  @Override
  public void close() {
    CompletableFuture<BusConnection> last;
    lock.lock();
    try {
      closed = true;
      last = latest;
    } finally {
      lock.unlock();
    }
    if (last != null && last.isDone() && !last.isCompletedExceptionally()) {
      last.join().close();
    }
  }
}
