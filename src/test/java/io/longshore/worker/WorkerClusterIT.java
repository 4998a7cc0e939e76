package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.ThreeBrokers;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.kafka.Retention;
import io.longshore.kafka.TopicProvisioner;
import io.longshore.kafka.TopicSpec;
import io.longshore.kafka.TopicState;
import io.longshore.kafka.Topics;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of which brokers die.
@Timeout(900)
class WorkerClusterIT {
  private static final String RUNS = "/var/tmp/longshore-runs";
  private static final int TASKS = 10;
  private static final String LEAST_IN_SYNC = "min.insync.replicas";

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
      assertTwoMustHaveEachMessage(brokers, name);
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

  /// By a setting of the topic, whatever the brokers' default; without it, it is told.
  private static void assertTwoMustHaveEachMessage(ThreeBrokers brokers, HostName host)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      ConfigResource results = new ConfigResource(ConfigResource.Type.TOPIC, Topics.results(host));
      ConfigEntry least =
          admin.describeConfigs(List.of(results)).all().get().get(results).get(LEAST_IN_SYNC);
      assertThat(least.value()).isEqualTo("2");
      assertThat(least.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);

      setLeastInSync(admin, results, "1");
      TopicState.Difference told = new TopicState.Difference(LEAST_IN_SYNC, "2", "1");
      TopicProvisioner provisioner = new TopicProvisioner(admin, 0);
      List<TopicSpec> spec = List.of(TopicSpec.ofHost(host, Retention.DEFAULT).getLast());
      while (!(provisioner.check(spec).getFirst() instanceof TopicState.Existing there
          && there.differences().equals(List.of(told)))) {
        Thread.sleep(100);
      }
      setLeastInSync(admin, results, "2");
    }
  }

  private static void setLeastInSync(Admin admin, ConfigResource topic, String value)
      throws Exception {
    AlterConfigOp set =
        new AlterConfigOp(new ConfigEntry(LEAST_IN_SYNC, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
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
