package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.ledger.PublishException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on when the worker or the engine is gone for a while.
class WorkerInterruptionsIT extends OnThrowawayHost {
  private static final String RUNS = "/var/tmp/longshore-runs";

  @Test
  void aTaskThatRunsWhileAnotherWorkerTakesOverRunsOnceAndIsAnsweredOnce() throws Exception {
    String name = hostName + "-taken-over";
    WorkerConfig config = RunningWorker.config(BROKER, name, host());
    try (RunningWorker first = RunningWorker.start(config, host());
        CommandDesk other = new CommandDesk(BROKER, name)) {
      String id = other.send("start_container", task());
      awaitRunning("task");

      try (RunningWorker _ = RunningWorker.start(config, host())) {
        assertRanOnce(other, id);
        assertThat(first.awaitFailure())
            .isInstanceOfSatisfying(
                PublishException.class, failure -> assertThat(failure.fenced()).isTrue());
      }
    }
  }

  @Test
  void aTaskThatRunsWhileItsWorkerIsKilledRunsOnceAndIsAnsweredByTheNext(@TempDir Path directory)
      throws Exception {
    String name = hostName + "-killed";
    WorkerConfig config = RunningWorker.config(BROKER, name, host());
    SupervisorSettings.Systemd systemd = RunningWorker.systemd(host(), host().dbusSocket());
    try (WorkerAsProcess first = WorkerAsProcess.start(config, systemd, directory);
        CommandDesk other = new CommandDesk(BROKER, name)) {
      String id = other.send("start_container", task());
      awaitRunning("task");
      first.kill();

      try (RunningWorker _ = RunningWorker.start(config, host())) {
        assertRanOnce(other, id);
      }
    }
  }

  /// Lets the task end.
  private static void assertRanOnce(CommandDesk desk, String id) {
    view.shell("touch " + RUNS + "/go");
    Event.Finished finished = desk.result(id);
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.attempts()).isEqualTo(2);
    assertThat(finished.report().changed()).isTrue();
    assertThat(finished.report().stdout()).isEqualTo("done\n");
    assertThat(view.shell("cat " + RUNS + "/runs")).isEqualTo("ran");
    assertThat(desk.eventsOf(id, Duration.ofSeconds(1)).stream())
        .filteredOn(Event.Finished.class::isInstance)
        .hasSize(1);
  }

  @Test
  void aCommandWaitsForAnEngineThatIsAway() {
    view.shell("systemctl stop podman.socket podman.service");
    String id = desk.send("create_volume", "{'name':'data'}");

    assertThat(desk.eventsOf(id, Duration.ofSeconds(1)).stream())
        .noneMatch(Event.Finished.class::isInstance);
    view.shell("systemctl start podman.socket");

    Event.Finished finished = desk.result(id);
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.hasVolume("data")).isTrue();
  }

  @BeforeEach
  void noRunsYet() {
    view.shell("rm -rf " + RUNS + " && mkdir " + RUNS);
  }

  @AfterEach
  void engineIsBack() {
    view.shell("systemctl start podman.socket; rm -rf " + RUNS);
  }

  private static void awaitRunning(String container) throws InterruptedException {
    while (!view.container(container, "{{.State.Running}}").equals("true")) {
      Thread.sleep(20);
    }
  }

  private static String task() {
    return """
    {'name':'task','image':'localhost/demo/tools:1','detach':false,'restart_policy':'oneshot',
     'command':'sh -c \\"echo ran >>/runs/runs; until [ -e /runs/go ]; do sleep 0.1; done; echo done\\"','volumes':['%s:/runs']}\
    """
        .formatted(RUNS);
  }
}
