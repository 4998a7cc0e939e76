package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A host loses its power, with its worker.
@Timeout(900)
class WorkerPowerCutIT {
  private static final String RUNS = "/var/tmp/longshore-runs";

  /// Podman 5 shows a container that was cut off as exited with 0, Podman 4 as created.
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void aTaskThatRunsIsNeitherDoneNorRunAgain(String release, @TempDir Path directory)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start();
        TestFleet fleet = TestFleet.start("p=" + release)) {
      TestHost host = fleet.host("p");
      HostView view = new HostView(host);
      view.shell("mkdir " + RUNS);
      WorkerConfig config = RunningWorker.config(broker, "p", host);
      try (WorkerAsProcess first =
              WorkerAsProcess.start(
                  config, RunningWorker.systemd(host, host.dbusSocket()), directory);
          CommandDesk desk = new CommandDesk(broker, "p")) {
        String id = desk.send("start_container", task());
        while (view.shell("cat " + RUNS + "/runs || true").isEmpty()) {
          Thread.sleep(50);
        }
        view.shell("sync");
        first.kill();
        host.kill();
        host.boot();

        try (RunningWorker _ = RunningWorker.start(RunningWorker.config(broker, "p", host), host)) {
          assertInterrupted(desk.result(id));
          assertThat(view.shell("cat " + RUNS + "/runs")).isEqualTo("ran");
        }
      }
    }
  }

  private static void assertInterrupted(Event.Finished finished) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.FAILED);
    assertThat(finished.failure())
        .isNotNull()
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.INTERRUPTED);
    assertThat(finished.attempts()).isEqualTo(2);
  }

  private static String task() {
    return """
    {'name':'task','image':'localhost/demo/tools:1','detach':false,'restart_policy':'oneshot',
     'command':'sh -c \\"echo ran >>/runs/runs; sleep 86400\\"','volumes':['%s:/runs']}\
    """
        .formatted(RUNS);
  }
}
