package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.ThreeBrokers;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.kafka.Topics;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of which brokers die.
@Timeout(900)
class WorkerClusterIT {
  private static final String RUNS = "/var/tmp/longshore-runs";
  private static final int TASKS = 10;

  @Test
  void whenLeadersDieEveryTaskRunsOnceAndIsAnsweredOnce(@TempDir Path directory) throws Exception {
    TestHost host = TestFleet.shared().host("t");
    HostView view = new HostView(host);
    view.clean();
    view.shell("rm -rf " + RUNS + " && mkdir " + RUNS);
    HostName name = new HostName("cluster");
    try (ThreeBrokers brokers = ThreeBrokers.start(directory);
        RunningWorker _ =
            RunningWorker.start(
                RunningWorker.config(brokers.bootstrapServers(), name.text(), host), host);
        CommandDesk desk = new CommandDesk(brokers.bootstrapServers(), name.text())) {
      List<String> ids = new ArrayList<>();
      for (String topic :
          List.of(Topics.results(name), Topics.commands(name), "__transaction_state")) {
        ids.addAll(sendTasks(desk, ids.size()));
        desk.result(ids.get(ids.size() - TASKS));
        int leader = brokers.leaderOf(topic);
        brokers.stop(leader);
        ids.forEach(
            id -> assertThat(desk.result(id).outcome()).as(id).isEqualTo(Outcome.SUCCEEDED));
        brokers.startAgain(leader);
      }
      assertThat(desk.events(Duration.ofSeconds(1)))
          .filteredOn(Event.Finished.class::isInstance)
          .hasSize(ids.size());
      assertThat(view.shell("cat " + RUNS + "/runs").lines())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ids.size()).mapToObj(i -> "ran" + i).toList());
    } finally {
      view.clean();
      view.shell("rm -rf " + RUNS);
    }
  }

  private static List<String> sendTasks(CommandDesk desk, int first) {
    return IntStream.range(first, first + TASKS)
        .mapToObj(i ->
            desk.send(
                "start_container",
                """
                {'name':'task%d','image':'localhost/demo/tools:1','detach':false,
                 'restart_policy':'oneshot','command':'sh -c \\"echo ran%d >>/runs/runs\\"',
                 'volumes':['%s:/runs']}\
                """
                    .formatted(i, i, RUNS)))
        .toList();
  }
}
