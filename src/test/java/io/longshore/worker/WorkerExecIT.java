package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs run in containers that run.
class WorkerExecIT extends OnThrowawayHost {
  /// Until its container is removed.
  private static final String NEVER_ENDS = "until [ -e /never ]; do sleep 0.1; done";

  @BeforeEach
  void runContainer() {
    view.shell("podman run -d --name idle --env COLOUR=red localhost/demo/tools:1");
  }

  @AfterEach
  void engineIsBack() {
    view.shell("systemctl start podman.socket");
  }

  @Test
  void aProgramAnswersItsExitCodeAndWhatItWrote() {
    Event.Finished finished = exec("sh -c \\\"echo out; echo err >&2\\\"", "");

    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().changed()).isTrue();
    assertThat(finished.report().rc()).isZero();
    assertThat(finished.report().stdout()).isEqualTo("out\n");
    assertThat(finished.report().stderr()).isEqualTo("err\n");
  }

  @Test
  void aProgramRunsAsAskedForOnTopOfTheContainersOwnVariables() {
    Event.Finished finished =
        exec(
            "sh -c \\\"pwd; id -u; id -g; echo $COLOUR; echo $GREETING\\\"",
            ",'user':'7:8','workdir':'/tmp','environment':{'GREETING':'hej du'}");

    assertThat(finished.report().stdout()).isEqualTo("/tmp\n7\n8\nred\nhej du\n");
  }

  @Test
  void aProgramThatFailsOrIsNotThereIsAFailureWithItsExitCode() {
    Event.Finished failed = exec("sh -c \\\"exit 3\\\"", "");
    assertFailed(failed, FailureKind.NON_ZERO_EXIT, "sh exited with non-zero return code 3");
    assertThat(failed.report().rc()).isEqualTo(3);

    Event.Finished missing = exec("no-such-program", "");
    assertFailed(
        missing,
        FailureKind.NON_ZERO_EXIT,
        "no-such-program exited with non-zero return code 127: as a rule there is no such program or directory in the container");
    assertThat(missing.report().rc()).isEqualTo(127);
    assertThat(missing.report().stderr()).contains("no-such-program");
  }

  @Test
  void aUserThatTheContainerDoesNotKnowIsSaidSo() {
    Failure failure = Objects.requireNonNull(exec("true", ",'user':'nobody99'").failure());

    assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE);
    assertThat(failure.message()).contains("unable to find user nobody99");
  }

  @Test
  void aLongOutputIsKeptByItsHeadAndItsTail() {
    Event.Finished finished =
        exec("sh -c \\\"echo first; yes | head -c 3000000; echo last\\\"", "");

    String stdout = Objects.requireNonNull(finished.report().stdout());
    assertThat(stdout).startsWith("first\n").endsWith("last\n").contains("bytes left out");
    assertThat(stdout.length()).isBetween(256 << 10, (256 << 10) + 200);
  }

  @Test
  void noProgramIsRunInAContainerThatDoesNotRun() {
    view.shell("podman pause idle");
    assertFailed(
        exec("true", ""),
        FailureKind.NOT_RUNNING,
        "Container idle is paused: a program can be run only in a container that runs");
    view.shell("podman unpause idle; podman rm -f -t 0 idle");
    assertFailed(exec("true", ""), FailureKind.CONTAINER_NOT_FOUND, "No such container: idle");
  }

  @Test
  void aProgramThatClosesItsOutputAndGoesOnIsWaitedFor() {
    Event.Finished finished = exec("sh -c \\\"echo a; exec >&- 2>&-; sleep 2; exit 3\\\"", "");

    assertThat(finished.report().rc()).as("%s", finished).isEqualTo(3);
    assertThat(finished.report().stdout()).isEqualTo("a\n");
  }

  @Test
  void aProgramThatOutlastsItsTimeIsSaidToMaybeRunOn() {
    String id = UUID.randomUUID().toString();
    desk.sendText(
        """
        {"id":"%s","host":"%s","action":"exec","timeout":"PT6S",
         "parameters":{"name":"idle","command":"sleep 100"}}\
        """
            .formatted(id, hostName));

    Event.Finished finished = desk.result(id);
    Failure failure = Objects.requireNonNull(finished.failure());
    assertThat(failure.kind()).as("%s", failure).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.message()).contains("sleep").contains("it may still run");
    assertThat(finished.report().changed()).isTrue();
    assertThat(view.shell("podman top idle args")).contains("sleep 100");
  }

  /// Either nobody answers any more, or the next Podman does, which knows nothing of it.
  @ParameterizedTest
  @ValueSource(strings = {"systemctl stop podman.socket; ", ""})
  void aProgramDuringWhichTheEngineGoesAwayIsNotRunAgain(String before) throws Exception {
    String id = desk.send("exec", program(counting("echo a; " + NEVER_ENDS)));
    awaitRun();
    view.shell(before + "systemctl kill -s KILL podman.service || true");

    Event.Finished finished = desk.result(id);
    assertThat(Objects.requireNonNull(finished.failure()).kind())
        .as("%s", finished)
        .isEqualTo(FailureKind.INTERRUPTED);
    assertThat(finished.report().changed()).isTrue();
    view.shell("systemctl start podman.socket");
    assertRanOnce();
  }

  @Test
  void aProgramThatRunsWhileItsWorkerIsKilledIsNotRunAgain(@TempDir Path directory)
      throws Exception {
    String name = hostName + "-exec-killed";
    WorkerConfig config = RunningWorker.config(BROKER, name, host());
    SupervisorSettings.Systemd systemd = RunningWorker.systemd(host(), host().dbusSocket());
    try (WorkerAsProcess first = WorkerAsProcess.start(config, systemd, directory);
        CommandDesk other = new CommandDesk(BROKER, name)) {
      String id = other.send("exec", program(counting(NEVER_ENDS)));
      awaitRun();
      first.kill();

      try (RunningWorker _ = RunningWorker.start(config, host())) {
        Event.Finished finished = other.result(id);
        assertThat(Objects.requireNonNull(finished.failure()).kind())
            .as("%s", finished)
            .isEqualTo(FailureKind.INTERRUPTED);
        assertThat(finished.attempts()).isEqualTo(2);
      }
    }
    assertRanOnce();
  }

  @Test
  void aRepeatedProgramIsAnsweredWithItsFirstResult() {
    String id = UUID.randomUUID().toString();
    desk.send(id, "exec", program(counting("echo done")));
    desk.result(id);
    desk.send(id, "exec", program(counting("echo done")));

    Event.Duplicate duplicate =
        (Event.Duplicate)
            desk.await(event -> event instanceof Event.Duplicate && CommandDesk.isOf(id, event));
    assertThat(duplicate.first().report().stdout()).isEqualTo("done\n");
    assertRanOnce();
  }

  private static Event.Finished exec(String command, String more) {
    return desk.ask("exec", "{'name':'idle','command':'%s'%s}".formatted(command, more));
  }

  private static String program(String command) {
    return "{'name':'idle','command':'%s'}".formatted(command);
  }

  /// Leaves a line for each run, and then does something more.
  private static String counting(String more) {
    return "sh -c \\\"echo ran >>/runs; " + more + "\\\"";
  }

  private static void awaitRun() throws InterruptedException {
    while (!view.shell("podman exec idle cat /runs || true").equals("ran")) {
      Thread.sleep(50);
    }
  }

  private static void assertRanOnce() {
    assertThat(view.shell("podman exec idle cat /runs")).isEqualTo("ran");
  }

  private static void assertFailed(Event.Finished finished, FailureKind kind, String message) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.FAILED);
    Failure failure = Objects.requireNonNull(finished.failure());
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).isEqualTo(message);
  }
}
