package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real worker process is killed at different moments of replacing a real service; each time the
/// next one finishes it.
class WorkerKilledWhileReplacingIT extends OnThrowawayHost {
  private static final String RUNS = "/var/tmp/longshore-starts";

  /// Milliseconds from the `started` event to the kill; a replacement takes about 250 ms and then
  /// settles for a second.
  private static final List<Integer> MOMENTS = List.of(0, 20, 60, 120, 180, 220, 260, 320, 800);

  @BeforeEach
  void noStartsYet() {
    view.shell("rm -rf " + RUNS + " && mkdir " + RUNS);
  }

  @AfterEach
  void tidy() {
    view.shell("rm -rf " + RUNS);
  }

  @Test
  void everyNewContainerIsStartedOnceAndTheOldOneIsGone(@TempDir Path directory) throws Exception {
    String name = hostName + "-replacing";
    WorkerConfig config = RunningWorker.config(BROKER, name, host());
    SupervisorSettings.Systemd systemd = RunningWorker.systemd(host(), host().dbusSocket());
    WorkerAsProcess worker = WorkerAsProcess.start(config, systemd, directory);
    try (CommandDesk other = new CommandDesk(BROKER, name)) {
      assertThat(other.ask("start_container", service(0)).outcome()).isEqualTo(Outcome.SUCCEEDED);
      for (int round = 1; round <= MOMENTS.size(); round++) {
        String id = other.send("start_container", service(round));
        other.await(event -> event instanceof Event.Started && CommandDesk.isOf(id, event));
        Thread.sleep(MOMENTS.get(round - 1));
        worker.kill();
        worker = WorkerAsProcess.start(config, systemd, directory);
        assertReplaced(other.result(id), round);
      }
    } finally {
      worker.close();
    }
  }

  private static void assertReplaced(Event.Finished result, int round) {
    assertThat(result.outcome()).as("round %d: %s", round, result).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().changed()).isTrue();
    assertThat(view.shell("podman ps -a --format '{{.Names}} {{.Image}}' | cut -d' ' -f1"))
        .as("round %d", round)
        .isEqualTo("svc");
    assertThat(view.unit("svc")).isEqualTo("active");
    assertThat(view.container("svc", "{{join .Config.Env \" \"}}")).contains("ROUND=" + round);
    assertThat(starts(round)).as("starts of round %d: %s", round, result).isEqualTo("1");
  }

  /// How often that round's container was started, once its shell has come to write its line.
  private static String starts(int round) {
    String count = "grep -cx " + round + " " + RUNS + "/starts";
    return view.shell("timeout 10 sh -c 'until " + count + "; do sleep 0.1; done' | tail -n 1");
  }

  private static String service(int round) {
    return """
    {'name':'svc','image':'localhost/demo/tools:1','restart_policy':'unless-stopped','environment':{'ROUND':'%d'},
     'command':'sh -c \\"echo $ROUND >>/starts/starts; exec idle\\"','volumes':['%s:/starts']}\
    """
        .formatted(round, RUNS);
  }
}
