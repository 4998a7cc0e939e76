package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.availability.Availability;
import io.longshore.config.WorkerConfig;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// While Podman or D-Bus is away nothing is taken and nothing fails; when it is back, all that was
/// asked for is done once.
class WorkerOutagesIT extends OnThrowawayHost {
  private static final String RUNS = "/var/tmp/longshore-runs";
  private static final int TAKEN = 20;
  private static final int MANY = 220;
  private static final int SOME = 20;
  private static final int TASKS = 4;

  /// More than Podman needs for a start once it goes on beside 40 other commands.
  private static final Duration HUNG_CALLS = Duration.ofSeconds(20);

  /// A signal is taken by one of the process's threads only once that is scheduled.
  private static final String HANG =
      "systemctl start podman.service; systemctl kill --signal=STOP podman.service;"
          + " p=$(systemctl show -P MainPID podman.service);"
          + " while grep -h ^State: /proc/$p/task/*/status | grep -qv '(stopped)'; do sleep 0.05; done";

  @TempDir Path directory;

  /// Something that goes away and comes back.
  private interface Part {
    void away(boolean now) throws Exception;
  }

  @Test
  void whatIsSentWhilePodmanIsStoppedIsDoneOnceItIsBack() throws Exception {
    outage(
        "stopped",
        RunningWorker.config(BROKER, hostName + "-stopped", host()),
        MANY,
        away ->
            view.shell(
                away
                    ? "systemctl stop podman.socket podman.service"
                    : "systemctl start podman.socket"));
  }

  /// So long that calls of the commands that were taken end before the outage does; they may be
  /// carried out after it.
  @Test
  void whatIsSentWhilePodmanHangsIsDoneOnceItGoesOn() throws Exception {
    WorkerConfig config =
        RunningWorker.withEngine(
            RunningWorker.config(BROKER, hostName + "-hung", host()),
            host().podmanSocket(),
            HUNG_CALLS);
    outage(
        "hung",
        config,
        SOME,
        away -> {
          if (!away) {
            Thread.sleep(HUNG_CALLS);
          }
          view.shell(away ? HANG : "systemctl kill --signal=CONT podman.service");
        });
  }

  @Test
  void whatIsSentWhileEveryAnswerIsAnErrorIsDoneOnceItIsNot() throws Exception {
    Path socket = directory.resolve("socket");
    WorkerConfig config =
        RunningWorker.withEngine(
            RunningWorker.config(BROKER, hostName + "-errors", host()),
            socket,
            Duration.ofSeconds(60));
    try (FaultySocket faulty = new FaultySocket(socket, host().podmanSocket())) {
      outage("errors", config, SOME, faulty::refuse);
    }
  }

  @Test
  void anOutageThatOutlastsACommandIsSaidWithItsBegin() throws Exception {
    String name = hostName + "-outlasted";
    try (RunningWorker _ = RunningWorker.start(RunningWorker.config(BROKER, name, host()), host());
        CommandDesk other = new CommandDesk(BROKER, name)) {
      view.shell("systemctl stop podman.socket podman.service");

      Event.Finished finished = other.ask("create_volume", "{'name':'late'}", 2);

      assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(finished.failure().kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE);
      assertThat(finished.failure().message()).contains("podman has not answered since 20");
      assertThat(finished.failure().hint()).contains("podman.socket");
    }
  }

  private void outage(String word, WorkerConfig config, int more, Part part) throws Exception {
    try (RunningWorker worker = RunningWorker.start(config, host());
        CommandDesk other = new CommandDesk(BROKER, config.host().text())) {
      other.ask("create_volume", "{'name':'%s'}".formatted(word));
      part.away(true);
      List<String> taken = sendVolumes(other, word + "-taken", TAKEN);
      taken.addAll(sendTasks(other, word));
      await(worker.engineAvailability());
      List<String> queued = sendVolumes(other, word + "-queued", more);

      List<Event> meanwhile = other.events(Duration.ofSeconds(1));
      assertThat(meanwhile).filteredOn(event -> isOneOf(queued, event)).isEmpty();
      assertThat(meanwhile)
          .filteredOn(event -> isOneOf(taken, event))
          .noneMatch(Event.Finished.class::isInstance);
      part.away(false);

      taken.addAll(queued);
      taken.forEach(id ->
          assertThat(other.result(id))
              .as("%s", other.result(id).failure())
              .satisfies(
                  result -> assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED),
                  result -> assertThat(result.report().changed()).isTrue()));
      assertAnsweredOnce(other, taken);
      assertThat(view.shell("sort " + RUNS + "/runs").lines())
          .containsExactlyElementsOf(IntStream.range(0, TASKS).mapToObj(i -> "ran" + i).toList());
      assertThat(view.shell("podman volume ls -q | grep -c '^" + word + "-'"))
          .isEqualTo(Integer.toString(TAKEN + more));
    }
  }

  private static void assertAnsweredOnce(CommandDesk desk, List<String> ids) {
    assertThat(desk.events(Duration.ofSeconds(1)))
        .filteredOn(event -> event instanceof Event.Finished && isOneOf(ids, event))
        .hasSize(ids.size());
  }

  private static boolean isOneOf(List<String> ids, Event event) {
    return Set.copyOf(ids).contains(event.header().commandId().text());
  }

  /// A look at the topic that was under way may still bring something for a moment.
  private static void await(Availability part) throws InterruptedException {
    while (part.outage().isEmpty()) {
      Thread.sleep(50);
    }
    Thread.sleep(3000);
  }

  private static List<String> sendVolumes(CommandDesk desk, String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> desk.send("create_volume", "{'name':'%s-%d'}".formatted(prefix, i)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<String> sendTasks(CommandDesk desk, String prefix) {
    return IntStream.range(0, TASKS)
        .mapToObj(i ->
            desk.send(
                "start_container",
                """
                {'name':'%s-task-%d','image':'localhost/demo/tools:1','detach':false,
                 'restart_policy':'oneshot','command':'sh -c \\"echo ran%d >>/runs/runs\\"',
                 'volumes':['%s:/runs']}\
                """
                    .formatted(prefix, i, i, RUNS)))
        .toList();
  }

  @BeforeEach
  void noRunsYet() {
    view.shell("rm -rf " + RUNS + " && mkdir " + RUNS);
  }

  @AfterEach
  void allIsBack() {
    view.shell(
        "systemctl kill --signal=CONT podman; systemctl start podman.socket; rm -rf " + RUNS);
  }
}
