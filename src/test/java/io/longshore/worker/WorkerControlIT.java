package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands are called off, kept waiting and handed over on a real host.
class WorkerControlIT extends OnThrowawayHost {
  private static final String SILENT = "10.231.0.250";
  private static final String SIGNS = "/var/tmp/longshore-signs";

  @AfterEach
  void tidy() {
    view.shell("rm -rf " + SIGNS + "; ip neigh del " + SILENT + " dev eth0 || true");
  }

  @Test
  void aTaskThatRunsIsEndedWithItsOutputAndWhatWaitsBehindItIsNeverBegun() throws Exception {
    String job =
        desk.send(
            "start_container", task("no", "bye() { echo bye; exit 9; }; trap bye TERM; echo hi; "));
    await("the task runs", () -> view.container("job", "{{.State.Running}}").equals("true"));
    await("it listens", () -> view.shell("podman logs job").contains("hi"));
    String behind = desk.send("stop_container", "{'name':'job'}");

    assertCalledOff(desk.ask("cancel_command", "{'command_id':'" + behind + "'}"));
    assertThat(desk.result(behind).outcome()).isEqualTo(Outcome.CANCELLED);
    assertCalledOff(desk.ask("cancel_command", "{'command_id':'" + job + "'}"));
    Event.Finished ended = desk.result(job);
    assertThat(ended.outcome()).as("%s", ended).isEqualTo(Outcome.CANCELLED);
    assertThat(ended.report().rc()).as("%s", ended).isEqualTo(9);
    assertThat(ended.report().stdout()).isEqualTo("hi\nbye\n");
    await("it is gone", () -> !view.hasContainer("job"));
    assertThat(view.unitLoaded("job")).isEqualTo("not-found");
  }

  @Test
  void aPullThatHangsIsBrokenOff() {
    view.shell("ip neigh replace " + SILENT + " lladdr 02:fe:00:00:00:fe dev eth0 nud permanent");
    String pull = desk.send("pull_image", "{'image':'" + SILENT + ":5000/demo/none:1'}");
    desk.await(event -> event instanceof Event.Started && CommandDesk.isOf(pull, event));

    assertCalledOff(desk.ask("cancel_command", "{'command_id':'" + pull + "'}"));
    assertThat(desk.result(pull).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(desk.result(pull).failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void aWorkerThatEndsHandsOverWhatWaitsAndAFreezeOutlivesIt(@TempDir Path directory)
      throws Exception {
    String name = hostName + "-control";
    view.shell("mkdir -p " + SIGNS);
    WorkerConfig config = RunningWorker.config(BROKER, name, host());
    SupervisorSettings.Systemd systemd = RunningWorker.systemd(host(), host().dbusSocket());
    try (WorkerAsProcess first = WorkerAsProcess.start(config, systemd, directory);
        CommandDesk other = new CommandDesk(BROKER, name)) {
      String job = other.send("start_container", task("oneshot", ""));
      await("the task runs", () -> view.container("job", "{{.State.Running}}").equals("true"));
      String behind = other.send("stop_container", "{'name':'job','ignore_missing':true}");
      assertThat(other.ask("freeze_host", "{}").outcome()).isEqualTo(Outcome.SUCCEEDED);
      String frozen = other.send("create_volume", "{'name':'frozen'}");
      other.await(event -> event instanceof Event.Accepted && CommandDesk.isOf(frozen, event));
      first.terminate();
      view.shell("touch " + SIGNS + "/end");
      assertThat(first.awaitEnd()).containsPattern("Drained.*finished=1 .*handedOver=2");
      assertThat(other.result(job).outcome()).isEqualTo(Outcome.SUCCEEDED);

      try (WorkerAsProcess second = WorkerAsProcess.start(config, systemd, directory)) {
        await("it says so", () -> logged(second).contains("Host is frozen"));
        assertThat(view.hasVolume("frozen")).isFalse();
        assertThat(other.ask("thaw_host", "{}").report().changed()).isTrue();
        assertThat(other.result(frozen).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(other.result(behind).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(view.hasVolume("frozen")).isTrue();
      }
    }
  }

  private static String logged(WorkerAsProcess worker) {
    try {
      return worker.log();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs until a file says that it may end.
  private static String task(String policy, String begin) {
    return """
    {'name':'job','image':'localhost/demo/tools:1','detach':false,'restart_policy':'%s','graceful_timeout':5,
     'volumes':['%s:/signs'],'command':'sh -c \\"%swhile ! test -e /signs/end; do sleep 0.1; done\\"'}\
    """
        .formatted(policy, SIGNS, begin);
  }

  private static void assertCalledOff(Event.Finished cancel) {
    assertThat(cancel.outcome()).as("%s", cancel).isEqualTo(Outcome.SUCCEEDED);
    assertThat(cancel.report()).extracting(Report::changed).as("%s", cancel).isEqualTo(true);
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
