package io.longshore.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.client.BrokerTroubleException;
import io.longshore.client.PretendBroker;
import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.kafka.Topics;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutEvent.Request;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.Task;
import io.longshore.rollout.TaskIds;
import io.longshore.wire.RolloutEventEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class CoordinatorTest {
  private static final HostName HOST = new HostName("web01");
  private static final TopicPartition RESULTS = new TopicPartition(Topics.results(HOST), 0);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final ObjectNode PLAN =
      (ObjectNode)
          YAMLMapper.shared()
              .readTree(
                  """
                  rollout: web-2
                  targets: {hosts: [web01]}
                  commands: [{action: restart_container, parameters: {name: web}}]
                  """);

  private final RolloutId id = new RolloutId("web-2");
  private final PretendTopic topic = new PretendTopic(id);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T21:00:00Z"));
  private final List<RolloutEvent> heard = new ArrayList<>();

  @Test
  void aHostWhoseResultsCannotBeReadIsSentNothing() {
    String commands = Topics.commands(HOST);
    MockConsumer<byte[], byte[]> results = noHosts();
    results.updatePartitions(commands, PretendBroker.consumer(HOST).listTopics().get(commands));

    try (Coordinator coordinator = coordinator(results, _ -> {})) {
      assertThat(coordinator.lead("alice").phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
    }

    assertThat(heard).noneMatch(RolloutEvent.Sent.class::isInstance);
  }

  @Test
  void whoTakesOverSaysSoBeforeItLooksUpHosts() {
    try (Coordinator coordinator = coordinator(new NoTopics(), _ -> {})) {
      assertThatExceptionOfType(BrokerTroubleException.class)
          .isThrownBy(() -> coordinator.lead("alice"));
    }

    assertThat(topic.events()).last().isInstanceOf(RolloutEvent.Led.class);
  }

  @Test
  void whoIsRefusedAtFirstAlthoughNobodyElseLeadsHasLapsedInVain() {
    try (Coordinator coordinator = coordinator(noHosts(), _ -> {})) {
      topic.producer.fenceProducer();

      assertThatExceptionOfType(LeadLapsedException.class)
          .isThrownBy(() -> coordinator.lead("alice"))
          .satisfies(lapsed -> assertThat(lapsed.gotOn()).isFalse());
    }
  }

  @Test
  void whoIsRefusedBecauseSomebodyElseLeadsHasLostTheLead() {
    try (Coordinator coordinator = coordinator(noHosts(), _ -> {})) {
      topic.producer.fenceProducer();
      topic.write(new RolloutEvent.Led(now.get(), "bob"));

      assertThatExceptionOfType(LostLeadException.class)
          .isThrownBy(() -> coordinator.lead("alice"));
    }
  }

  @Test
  void itsOwnLeadAndAPersonsWishAreNothingThatGotOn() {
    Consumer<RolloutEvent> refused =
        event -> {
          if (event instanceof RolloutEvent.Led) {
            topic.write(new RolloutEvent.Asked(now.get(), Request.RESUME, "bob"));
            topic.producer.fenceProducer();
          }
        };
    try (Coordinator coordinator = coordinator(noHosts(), refused)) {
      assertThatExceptionOfType(LeadLapsedException.class)
          .isThrownBy(() -> coordinator.lead("alice"))
          .satisfies(lapsed -> assertThat(lapsed.gotOn()).isFalse());
    }
  }

  @Test
  void whoIsRefusedAfterADecisionGotOn() {
    Consumer<RolloutEvent> refused =
        event -> {
          if (event instanceof RolloutEvent.BatchBegun) {
            topic.producer.fenceProducer();
          }
        };
    try (Coordinator coordinator = coordinator(noHosts(), refused)) {
      assertThatExceptionOfType(LeadLapsedException.class)
          .isThrownBy(() -> coordinator.lead("alice"))
          .satisfies(lapsed -> assertThat(lapsed.gotOn()).isTrue());
    }
  }

  @Test
  void resultsThatDoNotComeAreNotWaitedForForEverAndAWishIsHeardMeanwhile() {
    Stalling results = new Stalling();
    Consumer<RolloutEvent> silent =
        event -> {
          if (event instanceof RolloutEvent.Sent) {
            now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
            results.stalled = true;
          }
        };
    try (Coordinator coordinator = coordinator(results, silent)) {
      assertThatExceptionOfType(BrokerTroubleException.class)
          .isThrownBy(() -> coordinator.lead("alice"))
          .withMessageContaining("no more results came");
    }

    assertThat(heard).last().isInstanceOf(RolloutEvent.Asked.class);
  }

  @Test
  void aHostWhoseTopicsWereMadeMeanwhileIsNotUnknown() {
    MockConsumer<byte[], byte[]> results = PretendBroker.consumer(new HostName("web02"));
    Consumer<RolloutEvent> host =
        event -> {
          if (event instanceof RolloutEvent.BatchBegun) {
            PretendBroker.consumer(HOST).listTopics().forEach(results::updatePartitions);
            results.updateEndOffsets(Map.of(RESULTS, 0L));
          } else if (event instanceof RolloutEvent.Sent sent) {
            results.addRecord(PretendBroker.result(HOST, 0, done(sent.id())));
          }
        };
    try (Coordinator coordinator = coordinator(results, host)) {
      assertThat(coordinator.lead("alice").phase()).isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));
    }
  }

  @Test
  void failuresThatNobodyHasReadYetAreReadBeforeAnotherHostIsBegun() {
    HostName other = new HostName("web02");
    Task task = new Task(Task.Phase.WORK, 0, 1);
    CommandId begun = TaskIds.of(id, HOST, task);
    MockConsumer<byte[], byte[]> results =
        PretendBroker.consumer(
            HOST, List.of(PretendBroker.result(HOST, 0, ended(HOST, begun, Outcome.FAILED))));
    PretendBroker.makeTopics(results, other);

    try (Coordinator coordinator =
        coordinator(
            plan("targets: {hosts: [web01, web02]}, batches: ['100%'], parallel: 2"),
            results,
            _ -> {})) {
      topic.write(new RolloutEvent.BatchBegun(now.get(), 1));
      topic.write(
          new RolloutEvent.Sent(
              now.get(), HOST, task, begun, now.get().plus(Duration.ofMinutes(15))));

      assertThat(coordinator.lead("bob").phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
    }

    assertThat(topic.events())
        .filteredOn(RolloutEvent.Sent.class::isInstance)
        .extracting(sent -> ((RolloutEvent.Sent) sent).host())
        .containsExactly(HOST);
  }

  @Test
  void anAnswerThatCameInTimeIsReadBeforeTheTimeIsCalledOver() {
    MockConsumer<byte[], byte[]> results = PretendBroker.consumer(HOST);
    Consumer<RolloutEvent> late =
        event -> {
          if (event instanceof RolloutEvent.Sent sent) {
            results.addRecord(PretendBroker.result(HOST, 0, done(sent.id())));
            results.updateEndOffsets(Map.of(RESULTS, 1L));
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(61)));
          }
        };
    try (Coordinator coordinator =
        coordinator(plan("deadlines: {host: 2h, whole: 1h}"), results, late)) {
      assertThat(coordinator.lead("alice").phase()).isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));
    }
  }

  @Test
  void aHostWhoseCommandsMayNotBeWrittenFailsAndTheOthersGoOn() {
    HostName other = new HostName("web02");
    MockConsumer<byte[], byte[]> results = PretendBroker.consumer(HOST);
    PretendBroker.makeTopics(results, other);
    Consumer<RolloutEvent> broker =
        event -> {
          if (event instanceof RolloutEvent.BatchBegun) {
            topic.producer.commitTransactionException =
                new KafkaException(
                    "in an error state",
                    new TopicAuthorizationException(Set.of(Topics.commands(HOST))));
          } else if (event instanceof RolloutEvent.Sent sent) {
            results.addRecord(PretendBroker.result(other, 0, done(other, sent.id())));
          }
        };
    try (Coordinator coordinator =
        coordinator(
            plan(
                "targets: {hosts: [web01, web02]}, batches: ['100%'], parallel: 2, maxFailPercentage: 50"),
            results,
            broker)) {
      assertThat(coordinator.lead("alice").phase())
          .isEqualTo(new Phase.Ended(Verdict.WITH_FAILURES));
    }

    assertThat(heard)
        .filteredOn(RolloutEvent.Sent.class::isInstance)
        .extracting(sent -> ((RolloutEvent.Sent) sent).host())
        .containsExactly(other);
  }

  private static ObjectNode plan(String members) {
    ObjectNode plan = PLAN.deepCopy();
    plan.setAll((ObjectNode) YAMLMapper.shared().readTree("{" + members + "}"));
    return plan;
  }

  private Event done(CommandId command) {
    return done(HOST, command);
  }

  private Event done(HostName host, CommandId command) {
    return ended(host, command, Outcome.SUCCEEDED);
  }

  private Event ended(HostName host, CommandId command, Outcome outcome) {
    Event.Header header =
        new Event.Header(
            command,
            host,
            Action.RESTART_CONTAINER,
            new Resource.OfContainer(new ContainerName("web")),
            null,
            null,
            now.get());
    return new Event.Finished(header, outcome, "d", false, 1, now.get(), Report.NOTHING, null);
  }

  private Coordinator coordinator(
      MockConsumer<byte[], byte[]> results, Consumer<RolloutEvent> listener) {
    return coordinator(PLAN, results, listener);
  }

  private Coordinator coordinator(
      ObjectNode plan, MockConsumer<byte[], byte[]> results, Consumer<RolloutEvent> listener) {
    Coordinator coordinator =
        new Coordinator(
            id,
            now::get,
            (event, _) -> {
              heard.add(event);
              listener.accept(event);
            },
            new Coordinator.Clients(
                topic.reader(LONG),
                PretendBroker.feed(results),
                new RolloutWriter(id, topic.producer),
                List.of()),
            Duration.ZERO,
            Duration.ZERO);
    coordinator.plan(RolloutEventEncoder.planned(id, plan, now.get(), "alice"), List.of());
    return coordinator;
  }

  private static MockConsumer<byte[], byte[]> noHosts() {
    return new MockConsumer<>("earliest");
  }

  private static final class NoTopics extends MockConsumer<byte[], byte[]> {
    private NoTopics() {
      super("earliest");
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
      throw new TimeoutException("so many topics");
    }
  }

  /// Of a host whose results come no more once it stalls, while somebody asks for a pause.
  private final class Stalling extends MockConsumer<byte[], byte[]> {
    private boolean stalled;

    private Stalling() {
      super("earliest");
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
      return PretendBroker.consumer(HOST).listTopics();
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return Map.of();
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions) {
      if (stalled) {
        topic.write(new RolloutEvent.Asked(now.get(), Request.PAUSE, "bob"));
      }
      return Map.of(RESULTS, stalled ? 5L : 0L);
    }
  }
}
