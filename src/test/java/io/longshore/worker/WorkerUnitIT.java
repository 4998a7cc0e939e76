package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.broker.Listener;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The worker as it is shipped, under its own unit on a throwaway host.
@Timeout(900)
class WorkerUnitIT {
  private static final String NAME = "watched";
  private static final String UNIT = "longshore-worker.service";
  private static final int BROKER_PORT = 9092;
  private static final Path DIST = Path.of("target", "dist").toAbsolutePath();

  @ParameterizedTest
  @MethodSource("releases")
  void aWorkerThatHangsIsKilledByTheWatchdogAndTheNextFinishesWhatItHadBegun(String release)
      throws Exception {
    Map<Path, String> shown = Map.of(DIST, "/opt/longshore");
    try (TestFleet fleet = TestFleet.startWithJava(shown, NAME + "=" + release);
        EmbeddedBroker broker = broker()) {
      fleet.forward(BROKER_PORT, broker.listeners().getLast().port());
      TestHost host = fleet.host(NAME);
      HostView view = new HostView(host);
      startWorker(host, view);
      try (CommandDesk desk = new CommandDesk(broker.listeners().getFirst().toString(), NAME)) {
        String id = desk.send("start_container", task());
        await(view, "podman container inspect --format '{{.State.Running}}' task", "true");

        view.shell("kill -STOP $(systemctl show -P MainPID " + UNIT + ")");
        await(view, "systemctl show -P NRestarts " + UNIT, "1");
        view.shell("touch /var/tmp/runs/go");

        assertRanOnce(desk.result(id), view);
        assertThat(view.shell("journalctl -u " + UNIT + " -o cat")).contains("Watchdog timeout");
        assertThat(view.shell("systemctl is-active " + UNIT)).isEqualTo("active");
      }
    }
  }

  /// A Java of Debian 13 needs a newer C library than Debian 12 has.
  static List<String> releases() throws IOException {
    boolean old =
        Files.readString(Path.of("/etc/os-release")).contains("VERSION_CODENAME=bookworm");
    return old ? List.of("bookworm", "trixie") : List.of("trixie");
  }

  private static EmbeddedBroker broker() {
    return EmbeddedBroker.builder()
        .listen("127.0.0.1", 0)
        .listen(new Listener("127.0.0.1", 0, "broker:" + BROKER_PORT))
        .start();
  }

  /// With the unit as it is shipped, but for less patience and the Java of this machine.
  private static void startWorker(TestHost host, HostView view) throws IOException {
    write(
        host,
        "etc/longshore/worker.yaml",
        "host: %s\nkafka: {bootstrap: 'broker:%d'}\n".formatted(NAME, BROKER_PORT));
    write(host, "etc/systemd/system/" + UNIT, Files.readString(Path.of("ops", UNIT)));
    write(
        host,
        "etc/systemd/system/" + UNIT + ".d/test.conf",
        "[Service]\nEnvironment=LONGSHORE_JAVA="
            + System.getProperty("java.home")
            + "\nWatchdogSec=20\n");
    view.shell("mkdir /var/tmp/runs; systemctl daemon-reload; systemctl start " + UNIT);
  }

  private static void write(TestHost host, String path, String text) throws IOException {
    Path file = host.root().resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static void await(HostView view, String command, String wanted) throws Exception {
    while (!view.shell(command + " || true").equals(wanted)) {
      Thread.sleep(100);
    }
  }

  private static void assertRanOnce(Event.Finished finished, HostView view) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.attempts()).isEqualTo(2);
    assertThat(finished.report().stdout()).isEqualTo("done\n");
    assertThat(view.shell("cat /var/tmp/runs/runs")).isEqualTo("ran");
  }

  private static String task() {
    return """
    {'name':'task','image':'localhost/demo/tools:1','detach':false,'restart_policy':'oneshot',
     'command':'sh -c \\"echo ran >>/runs/runs; until [ -e /runs/go ]; do sleep 0.1; done; echo done\\"','volumes':['/var/tmp/runs:/runs']}\
    """;
  }
}
