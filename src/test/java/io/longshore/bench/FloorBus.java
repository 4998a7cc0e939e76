package io.longshore.bench;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusSigHandler;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;

/// Bare calls of systemd's manager. Jobs are for one thread at a time.
final class FloorBus implements AutoCloseable {
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final long PATIENCE = 30_000;

  private final DBusConnection connection;
  private final BlockingQueue<Object[]> ended = new LinkedBlockingQueue<>();

  FloorBus(String address) throws DBusException {
    connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    DBusSigHandler<DBusSignal> handler = this::ended;
    connection.addGenericSigHandler(
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withInterface(SYSTEMD + ".Manager")
            .withMember("JobRemoved")
            .build(),
        handler);
    call("Subscribe", null);
  }

  private void ended(DBusSignal signal) {
    try {
      ended.add(signal.getParameters());
    } catch (DBusException e) {
      throw new IllegalStateException(e);
    }
  }

  void unitState(String unit) throws DBusException {
    call("ListUnitsByNames", "as", (Object) new String[] {unit});
  }

  void enable(String unit) throws DBusException {
    call("EnableUnitFiles", "asbb", new String[] {unit}, false, true);
  }

  void disable(String unit) throws DBusException {
    call("DisableUnitFiles", "asb", new String[] {unit}, false);
  }

  /// Failures and starts, so that no start meets the limit of earlier ones.
  void forgetFailures(String unit) throws DBusException {
    call("ResetFailedUnit", "s", unit);
  }

  void reload() throws DBusException {
    call("Reload", null);
  }

  /// Starts or stops a unit, and waits for the job's end.
  void job(String method, String unit) throws DBusException, InterruptedException {
    String job = call(method, "ss", unit, "replace")[0].toString();
    for (Object[] end = next(); !end[1].toString().equals(job); end = next()) {
      // Another job of this host.
    }
  }

  private Object[] next() throws InterruptedException {
    Object[] end = ended.poll(PATIENCE, TimeUnit.MILLISECONDS);
    if (end == null) {
      throw new IllegalStateException("systemd told of no job's end");
    }
    return end;
  }

  private Object[] call(String method, String signature, Object... arguments) throws DBusException {
    MethodCall call =
        connection
            .getMessageFactory()
            .createMethodCall(
                null,
                SYSTEMD,
                "/org/freedesktop/systemd1",
                SYSTEMD + ".Manager",
                method,
                (byte) 0,
                signature,
                arguments);
    connection.sendMessage(call);
    Message reply = call.getReply(PATIENCE);
    if (reply == null || reply instanceof Error) {
      throw new IllegalStateException(method + ": " + reply);
    }
    Object[] values = reply.getParameters();
    return values == null ? new Object[0] : values;
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
