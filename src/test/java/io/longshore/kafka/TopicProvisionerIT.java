package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class TopicProvisionerIT {
  private static EmbeddedBroker broker;
  private World world;
  private Admin admin;

  @BeforeAll
  static void startBroker() {
    broker = World.broker();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void newHost(TestInfo test) {
    world = new World(broker, test.getTestMethod().orElseThrow().getName());
    admin = world.admin();
  }

  @AfterEach
  void endHost() {
    admin.close();
    world.close();
  }

  @Test
  void topicsAreMadeAsSpecifiedAndFoundSoAfterwards() {
    List<TopicSpec> all = new ArrayList<>(TopicSpec.ofHost(world.host, Retention.DEFAULT));
    all.addAll(TopicSpec.shared());
    TopicProvisioner provisioner = new TopicProvisioner(admin, 1);

    assertThat(provisioner.provision(all))
        .hasSize(4)
        .allSatisfy(state -> assertThat(state).isInstanceOf(TopicState.Created.class));

    assertThat(provisioner.check(all))
        .allSatisfy(state -> assertThat(((TopicState.Existing) state).differences()).isEmpty());
  }

  /// More than one request's worth, of which the first ones are there already.
  @Test
  void manyTopicsAreMadeInFewRequestsAndEachIsToldInItsPlace() {
    List<TopicSpec> all = new ArrayList<>();
    for (int number = 1; number <= 110; number++) {
      all.addAll(TopicSpec.ofHost(new HostName(world.host + "-" + number), Retention.DEFAULT));
    }
    TopicProvisioner provisioner = new TopicProvisioner(admin, 1);
    provisioner.provision(all.subList(0, 2));

    List<TopicState> states = provisioner.provision(all);

    assertThat(states)
        .extracting(TopicState::topic)
        .containsExactlyElementsOf(all.stream().map(TopicSpec::name).toList());
    assertThat(states.subList(0, 2)).allMatch(TopicState.Existing.class::isInstance);
    assertThat(states.subList(2, 220)).allMatch(TopicState.Created.class::isInstance);
  }

  @Test
  void anExistingTopicIsLeftAloneAndItsDifferencesAreTold() throws Exception {
    make(world.commands.topic(), 2, Map.of("cleanup.policy", "compact"));

    TopicState state =
        new TopicProvisioner(admin, 1)
            .provision(TopicSpec.ofHost(world.host, Retention.DEFAULT))
            .getFirst();

    assertThat(((TopicState.Existing) state).differences())
        .extracting(TopicState.Difference::toString)
        .contains("partitions is 2, wanted 1", "cleanup.policy is compact, wanted delete");
  }

  @Test
  void aWorkerRefusesResultsThatVanishWithinTheDedupeWindow() throws Exception {
    make(
        world.results.topic(),
        1,
        Map.of("retention.ms", "3600000", "message.timestamp.type", "LogAppendTime"));

    assertThatThrownBy(() -> world.connect())
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(
            world.results.topic()
                + " keeps results PT1H (retention.ms), which must be at least the dedupe window PT72H");
  }

  @Test
  void aWorkerRefusesCommandsThatOutliveTheDedupeWindowAndNamesEveryFaultAtOnce() throws Exception {
    make(world.commands.topic(), 3, Map.of("retention.ms", "-1"));

    assertThatThrownBy(() -> world.connect())
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("may keep a command for ever")
        .hasMessageContaining("has 3 partitions and must have 1")
        .hasMessageContaining("message.timestamp.type=CreateTime and must have LogAppendTime");
  }

  @Test
  void aWorkerThatMayNotMakeTopicsSaysWhichOneIsMissing() {
    KafkaSettings settings = world.settings();
    KafkaSettings checking =
        new KafkaSettings(
            settings.bootstrapServers(),
            Map.of(),
            world.host,
            Retention.DEFAULT,
            false,
            0,
            Duration.ofMillis(1));

    assertThatThrownBy(() -> KafkaConnection.open(checking, world.codec(), world.states::add))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("The topic " + world.commands.topic() + " does not exist");
  }

  private void make(String topic, int partitions, Map<String, String> settings) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings)))
        .all()
        .get();
  }
}
