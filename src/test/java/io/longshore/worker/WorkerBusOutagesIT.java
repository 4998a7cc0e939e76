package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// While D-Bus is away or systemd executes itself anew, nothing fails and nothing is done twice.
class WorkerBusOutagesIT extends OnThrowawayHost {
  private static final String STARTS = "/var/tmp/longshore-starts";
  private static final int SERVICES = 6;

  @Test
  void servicesThatAreAskedForWhileTheBusIsAwayStartOnceItIsBack() throws Exception {
    String name = hostName + "-bus-away";
    try (RunningWorker worker =
            RunningWorker.start(RunningWorker.config(BROKER, name, host()), host());
        CommandDesk other = new CommandDesk(BROKER, name)) {
      assertSucceeded(List.of(other.ask("start_container", service(SERVICES))));
      view.shell("systemctl stop dbus.socket dbus.service");
      List<String> ids = each(other, "start_container");
      while (worker.supervisorAvailability().outage().isEmpty()) {
        Thread.sleep(50);
      }

      assertThat(other.events(Duration.ofSeconds(1)))
          .filteredOn(Event.Finished.class::isInstance)
          .hasSize(1);
      view.shell("systemctl start dbus.socket dbus.service");

      assertSucceeded(ids.stream().map(other::result).toList());
      assertStarts(1);
    }
  }

  @Test
  void startsAndRestartsHappenOnceWhileTheBusIsRestarted() throws Exception {
    startsAndRestartsHappenOnceDuring("systemctl restart dbus");
  }

  @Test
  void startsAndRestartsHappenOnceWhileSystemdExecutesItselfAnew() throws Exception {
    startsAndRestartsHappenOnceDuring("systemctl daemon-reexec");
  }

  private void startsAndRestartsHappenOnceDuring(String disturbance) throws Exception {
    List<String> starting = each(desk, "start_container");
    disturb(disturbance);
    assertSucceeded(starting.stream().map(desk::result).toList());
    assertStarts(1);

    List<String> restarting = each(desk, "restart_container");
    disturb(disturbance);
    assertSucceeded(restarting.stream().map(desk::result).toList());
    assertStarts(2);
  }

  /// Getting into the host can fail while its systemd executes itself anew, so that is no failure
  /// here.
  private void disturb(String disturbance) throws InterruptedException {
    for (int time = 0; time < 2; time++) {
      Thread.sleep(400);
      host().exec("sh", "-c", disturbance + "; systemctl reset-failed");
    }
  }

  private static List<String> each(CommandDesk desk, String action) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < SERVICES; number++) {
      String parameters =
          action.equals("start_container") ? service(number) : "{'name':'svc%d'}".formatted(number);
      ids.add(desk.send(action, parameters));
    }
    return ids;
  }

  private static String service(int number) {
    return """
    {'name':'svc%d','image':'localhost/demo/tools:1','restart_policy':'always','graceful_timeout':1,
     'command':'sh -c \\"echo svc%d >>/starts/starts; exec sleep 3600\\"','volumes':['%s:/starts']}\
    """
        .formatted(number, number, STARTS);
  }

  private static void assertSucceeded(List<Event.Finished> results) {
    assertThat(results)
        .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED));
  }

  /// A unit is active before the shell in its container has come to write its line.
  private static void assertStarts(int times) throws InterruptedException {
    List<String> expected =
        IntStream.range(0, SERVICES).mapToObj(number -> times + " svc" + number).toList();
    for (int look = 0; look < 100 && !starts().equals(expected); look++) {
      Thread.sleep(100);
    }
    assertThat(starts()).isEqualTo(expected);
  }

  private static List<String> starts() {
    return view.shell("sort " + STARTS + "/starts | uniq -c | sed 's/^ *//' | grep -v svc6")
        .lines()
        .toList();
  }

  @BeforeEach
  void noStartsYet() {
    view.shell("rm -rf " + STARTS + " && mkdir " + STARTS);
  }

  @AfterEach
  void busIsBack() {
    view.shell(
        "systemctl reset-failed; systemctl start dbus.socket dbus.service; rm -rf " + STARTS);
  }
}
