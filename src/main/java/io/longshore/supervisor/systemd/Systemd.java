package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.systemd.UnitState.Reading;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.dbus.types.Variant;

/// systemd's methods and properties, by name and type (org.freedesktop.systemd1(5)).
final class Systemd {
  private static final String UNIT = "org.freedesktop.systemd1.Unit";
  private static final String SERVICE = "org.freedesktop.systemd1.Service";
  private static final String NEED_RELOAD = "NeedDaemonReload";

  /// systemd's own process, which has no unit file that could change: when it is called outdated,
  /// every unit is.
  private static final String WITHOUT_FILE = "init.scope";

  private static final Pattern ESCAPED = Pattern.compile("^[0-9]|[^A-Za-z0-9]");

  private Systemd() {}

  /// Asks for a unit's state; the result waits for the answers. Four small calls under way at once
  /// take half the time of one `GetAll`, whose answer has some 150 properties.
  static Function<Deadline, UnitState> askState(BusConnection connection, UnitName unit) {
    BusCall listed =
        connection.call(
            BusMethod.manager("ListUnitsByNames", "as"), (Object) new String[] {unit.text()});
    Function<Deadline, Object> result = askProperty(connection, unit.text(), SERVICE, "Result");
    Function<Deadline, Object> outdated = askProperty(connection, unit.text(), UNIT, NEED_RELOAD);
    Function<Deadline, Object> fileState =
        askProperty(connection, unit.text(), UNIT, "UnitFileState");
    return deadline -> {
      Object[] row = (Object[]) ((List<?>) listed.await(deadline)[0]).getFirst();
      return new UnitState(
          (String) row[2],
          ActiveState.named((String) row[3]),
          (String) row[4],
          row[9].toString(),
          (String) result.apply(deadline),
          (Boolean) outdated.apply(deadline)
              ? whyOutdated(connection, unit, deadline)
              : Reading.CURRENT,
          (String) fileState.apply(deadline));
    };
  }

  static UnitState state(BusConnection connection, UnitName unit, Deadline deadline) {
    return askState(connection, unit).apply(deadline);
  }

  static UnitEnd end(BusConnection connection, UnitName unit, Deadline deadline) {
    Function<Deadline, Object> result = askProperty(connection, unit.text(), SERVICE, "Result");
    Function<Deadline, Object> code = askProperty(connection, unit.text(), SERVICE, "ExecMainCode");
    Function<Deadline, Object> status =
        askProperty(connection, unit.text(), SERVICE, "ExecMainStatus");
    return new UnitEnd(
        (String) result.apply(deadline),
        (Integer) code.apply(deadline),
        (Integer) status.apply(deadline));
  }

  /// Of a unit that was called outdated a moment ago. It is asked for again, since a reload may
  /// have come in between.
  private static Reading whyOutdated(BusConnection connection, UnitName unit, Deadline deadline) {
    if ((Boolean) askProperty(connection, WITHOUT_FILE, UNIT, NEED_RELOAD).apply(deadline)) {
      return Reading.UNTOLD;
    }
    return (Boolean) askProperty(connection, unit.text(), UNIT, NEED_RELOAD).apply(deadline)
        ? Reading.OUTDATED
        : Reading.CURRENT;
  }

  /// systemd's version such as `252.39-1~deb12u1`.
  static String version(BusConnection connection, Deadline deadline) {
    BusCall call =
        connection.call(BusMethod.property(BusMethod.MANAGER_PATH), BusMethod.MANAGER, "Version");
    return ((Variant<?>) call.await(deadline)[0]).getValue().toString();
  }

  private static Function<Deadline, Object> askProperty(
      BusConnection connection, String unit, String interfaceName, String name) {
    BusCall call = connection.call(BusMethod.property(path(unit)), interfaceName, name);
    return deadline -> ((Variant<?>) call.await(deadline)[0]).getValue();
  }

  /// Queues a job; its path.
  static String enqueue(BusConnection connection, UnitJob job, UnitName unit, Deadline deadline) {
    return connection
        .call(BusMethod.manager(job.method(), "ss"), unit.text(), "replace")
        .await(deadline)[0]
        .toString();
  }

  /// Asks to forget failures and the count of starts that the start limit looks at; the result
  /// waits for the answer. A unit that systemd does not know has none.
  static Consumer<Deadline> askToForget(BusConnection connection, UnitName unit) {
    BusCall call = connection.call(BusMethod.manager("ResetFailedUnit", "s"), unit.text());
    return deadline -> awaitUnlessUnknown(call, deadline);
  }

  private static void awaitUnlessUnknown(BusCall call, Deadline deadline) {
    try {
      call.await(deadline);
    } catch (BusException e) {
      if (!e.named(BusErrors.NO_SUCH_UNIT)) {
        throw e;
      }
    }
  }

  /// Reads all unit files again; the answer comes when that is done.
  static void reload(BusConnection connection, Deadline deadline) {
    connection.call(BusMethod.manager("Reload", null)).await(deadline);
  }

  /// When the unit last began to start, as a text that differs for each time.
  static String lastStart(BusConnection connection, UnitName unit, Deadline deadline) {
    return askProperty(connection, unit.text(), UNIT, "InactiveExitTimestampMonotonic")
        .apply(deadline)
        .toString();
  }

  /// The object of a unit. systemd loads a unit when its object is asked for.
  static String path(UnitName unit) {
    return path(unit.text());
  }

  private static String path(String unit) {
    Matcher matcher = ESCAPED.matcher(unit);
    return BusMethod.MANAGER_PATH
        + "/unit/"
        + matcher.replaceAll(match -> "_%02x".formatted((int) match.group().charAt(0)));
  }
}
