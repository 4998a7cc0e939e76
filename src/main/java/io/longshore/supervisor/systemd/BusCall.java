package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.jspecify.annotations.Nullable;

/// A method call whose reply is a future.
///
/// dbus-java's proxies know one time limit for the whole process, and give an error's name away
/// unless there is a class of that name. Here each call has its own limit, several can be under way
/// before the first reply is awaited, and an error keeps its name.
final class BusCall extends MethodCall {
  /// Asks the bus not to start the service: systemd cannot be started by it, and the error would
  /// hide that it is away.
  private static final byte NO_AUTO_START = 2;

  private final CompletableFuture<Message> reply = new CompletableFuture<>();

  private BusCall(byte endianness, BusMethod method, Object... arguments) throws DBusException {
    super(
        endianness,
        method.destination(),
        method.path(),
        method.interfaceName(),
        method.name(),
        NO_AUTO_START,
        method.signature(),
        arguments);
  }

  static BusCall of(byte endianness, BusMethod method, Object... arguments) {
    try {
      return new BusCall(endianness, method, arguments);
    } catch (DBusException e) {
      throw new IllegalArgumentException("no message can be made for " + method, e);
    }
  }

  @Override
  public synchronized void setReply(@Nullable Message message) {
    if (message != null) {
      reply.complete(message);
    }
  }

  /// Runs the action once the call has its reply, or never will.
  void whenDone(Runnable action) {
    CompletableFuture<Message> _ = reply.whenComplete((_, _) -> action.run());
  }

  void lost(String why) {
    reply.completeExceptionally(BusException.lost(why));
  }

  /// The values of the reply.
  ///
  /// @throws BusException when there is none by the deadline, or an error
  Object[] await(Deadline deadline) {
    try {
      return values(reply.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw BusException.silent("no answer to " + getName());
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BusException failure ? failure : BusException.unreachable(e);
    }
  }

  private Object[] values(Message message) {
    try {
      Object @Nullable [] values = message.getParameters();
      if (message instanceof Error error) {
        throw failure(error, values == null || values.length == 0 ? "" : String.valueOf(values[0]));
      }
      return values == null ? new Object[0] : values;
    } catch (DBusException e) {
      throw BusException.answered(
          "unreadable", "unreadable answer to " + getName() + ": " + e.getMessage());
    }
  }

  private static BusException failure(Error error, String words) {
    String name = String.valueOf(error.getName());
    return BusErrors.meansLoss(name)
        ? BusException.lost(words)
        : BusException.answered(name, words);
  }
}
