package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.cli.rollout.Coordinator;
import io.longshore.cli.rollout.LostLeadException;
import io.longshore.cli.rollout.RolloutWriter;
import io.longshore.client.BrokerAccess;
import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.emulator.Behaviour;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.kafka.Topics;
import io.longshore.plan.ObservedContainer;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import io.longshore.wire.RolloutEventEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rollouts over emulated hosts on a real broker: their workers are real, their engines pretend.
@Timeout(120)
class RolloutIT {
  private static final int HOSTS = 5;
  private static final Behaviour AT_ONCE = new Behaviour(Duration.ZERO, Duration.ZERO, 0, 1);

  private static EmbeddedBroker broker;
  private static BrokerAccess access;
  private static final List<EmulatedHost> WORKERS = new ArrayList<>();
  private static final List<Coordinator> MORTALS = new ArrayList<>();

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
    access = new BrokerAccess(broker.bootstrapServers(), Map.of());
    assertThat(type("topics", "--hosts", "mute").exitCode()).isZero();
    IntStream.rangeClosed(1, HOSTS)
        .forEach(number -> WORKERS.add(EmulatedHost.start(access, host(number), AT_ONCE)));
    WORKERS.forEach(
        worker -> worker.engine().images().refuse("registry/bad:1", FailureKind.IMAGE_NOT_FOUND));
  }

  @AfterAll
  static void stop() {
    WORKERS.forEach(EmulatedHost::close);
    MORTALS.forEach(Coordinator::close);
    broker.close();
  }

  @Test
  void aGoodRolloutChangesEveryHostOnceAndSaysSo() throws Exception {
    String plan = plan("good", "batches: [1, '50%']\nparallel: 2\ngate: {container: good}\n");

    Typed typed = run(plan, "--json");

    assertThat(typed.exitCode()).as(typed.errors()).isZero();
    JsonNode report = JsonMapper.shared().readTree(typed.out());
    assertThat(report.path("verdict").asString()).isEqualTo("succeeded");
    assertThat(report.path("hosts").valueStream())
        .hasSize(HOSTS)
        .allSatisfy(host -> {
          assertThat(host.path("stage").asString()).isEqualTo("succeeded");
          assertThat(host.path("changed").asBoolean()).isTrue();
        });
    assertThat(typed.errors())
        .contains("batch 1 of 3: 1 hosts", "batch 3 of 3", "ended: succeeded");
    assertThat(runningImages("good")).hasSize(HOSTS).allMatch("registry/good:1"::equals);
    assertEveryCommandSentAndDoneOnce("good");

    Typed again = run(plan);
    assertThat(again.exitCode()).isZero();
    assertEveryCommandSentAndDoneOnce("good");
    assertThat(type("rollout", "list").out())
        .contains("good", "ended: succeeded", " (by alice@desk); led by alice@desk; last event ");
    assertThat(type("rollout", "status", "good").exitCode()).isZero();
  }

  @Test
  void aPlanOfTheSameNameThatSaysSomethingElseIsRefused() throws Exception {
    assertThat(run(plan("twice", "")).exitCode()).isZero();

    Typed other = run(plan("twice", "parallel: 3\n"));

    assertThat(other.exitCode()).isEqualTo(ExitCode.REJECTED.number());
    assertThat(other.errors()).contains("a rollout twice was planned at");
  }

  @Test
  void aPatternStandsForTheHostsOfTheBeginningUntilTheEnd() throws Exception {
    String plan =
        """
        rollout: grown
        targets: {pattern: 'mute*'}
        commands: [{action: create_volume, parameters: {name: grown}}]
        maxFailures: 1
        deadlines: {host: 1s}
        """;
    RolloutId id = new RolloutId("grown");
    ObjectNode begun =
        RolloutFile.read(
                file(plan), InputStream.nullInputStream(), () -> List.of(new HostName("mute")))
            .document();
    Coordinator first = mortal(id, RolloutIT::dieOnceSent);
    first.plan(RolloutEventEncoder.planned(id, begun, Instant.now(), "alice"), List.of());
    assertThatThrownBy(() -> first.lead("first")).isInstanceOf(DeadException.class);
    assertThat(type("topics", "--hosts", "mute2").exitCode()).isZero();

    Typed again = run(plan);

    assertThat(again.exitCode()).as(again.errors()).isEqualTo(ExitCode.WITH_FAILURES.number());
    assertThat(again.errors()).contains("the pattern stands for its 1 hosts of then");
    assertThat(again.out()).doesNotContain("mute2");
    assertThat(run(plan).exitCode()).isEqualTo(ExitCode.REJECTED.number());
  }

  @Test
  void aBadImageStopsAtTheCanaryAndWhatWasChangedIsAsBefore() throws Exception {
    assertThat(run(plan("old", "")).exitCode()).isZero();
    String change =
        """
        rollout: bad
        targets: {pattern: 'h?'}
        batches: [2, '100%']
        parallel: 1
        hostVariables: {h1: {image: 'registry/new:1'}}
        variables: {image: 'registry/bad:1'}
        commands:
          - {action: start_container, parameters: {name: old, image: '{{ image }}'}}
        onBreach: revert
        revert:
          - {action: start_container, parameters: {name: old, image: 'registry/old:1'}}
        """;

    Typed typed = run(change);

    assertThat(typed.exitCode()).as(typed.out()).isEqualTo(ExitCode.REVERTED.number());
    assertThat(typed.out())
        .contains("h2 command 1: FAILED", "h1 reverted", "h3 not begun", "ended: reverted");
    assertThat(runningImages("old")).hasSize(HOSTS).allMatch("registry/old:1"::equals);
    assertEveryCommandSentAndDoneOnce("bad");
  }

  @Test
  void everyHostIsBroughtBackToWhatItWasWhoeverMadeIt() throws Exception {
    assertThat(run(plan("mixed", "")).exitCode()).isZero();
    assertThat(
            type(
                    "send",
                    "--host",
                    "h1",
                    "start_container",
                    "--name",
                    "mixed",
                    "--image",
                    "registry/own:1",
                    "--env",
                    "KEY={{ of h1 }}",
                    "--wait")
                .exitCode())
        .isZero();
    String before = containers("mixed");
    String change =
        """
        rollout: unmixed
        targets: {hosts: [h1, h2, h3]}
        parallel: 1
        variables: {image: 'registry/new:1'}
        hostVariables: {h3: {image: 'registry/bad:1'}}
        commands:
          - {action: start_container, parameters: {name: beside, image: 'registry/new:1'}}
          - {action: start_container, parameters: {name: mixed, image: '{{ image }}'}}
        onBreach: revert
        revert: before
        """;
    assertThat(type("rollout", "plan", file(change)).out())
        .contains("h1 can be brought back: mixed is as its command ", "; there is no beside")
        .contains("h2 can be brought back: mixed is as ");

    Typed typed = run(change);

    assertThat(typed.exitCode()).as(typed.out()).isEqualTo(ExitCode.REVERTED.number());
    assertThat(typed.out()).contains("h1 reverted", "h2 reverted", "h3 reverted");
    assertThat(containers("mixed")).isEqualTo(before);
    assertThat(containers("beside")).isEmpty();
    assertEveryCommandSentAndDoneOnce("unmixed");
  }

  @Test
  void nothingIsBegunWhenNobodyKnowsWhatWouldBringAHostBack() throws Exception {
    assertThat(run(plan("stopped", "")).exitCode()).isZero();
    assertThat(
            type("send", "--host", "h2", "stop_container", "--name", "stopped", "--wait")
                .exitCode())
        .isZero();
    String plan = plan("stopped", "revert: before\n").replace("rollout: stopped", "rollout: on");

    Typed planned = type("rollout", "plan", file(plan));
    Typed typed = run(plan);

    String why =
        "h2 CANNOT be brought back: stopped is not as the rollout stopped asked, it differs in container_state";
    assertThat(planned.exitCode()).isEqualTo(ExitCode.FAILED.number());
    assertThat(planned.out())
        .contains(why, "h1 can be brought back", "no canary: up to 5 hosts are changed at once");
    assertThat(typed.exitCode()).as(typed.out()).isEqualTo(ExitCode.REJECTED.number());
    assertThat(typed.out()).contains(why);
    assertThat(typed.errors())
        .contains("nothing was begun: nobody knows what would bring 1 of 5 hosts back");
    assertThat(type("rollout", "status", "on").exitCode()).isEqualTo(ExitCode.REJECTED.number());
  }

  @Test
  void silenceAndUnknownHostsAreFailuresAndToldApart() throws Exception {
    Typed typed =
        run(
            """
            rollout: silence
            targets: {hosts: [h1, mute, nowhere]}
            commands: [{action: create_volume, parameters: {name: silence}}]
            maxFailures: 2
            deadlines: {host: 15s}
            """);

    assertThat(typed.exitCode()).as(typed.out()).isEqualTo(ExitCode.WITH_FAILURES.number());
    assertThat(typed.out())
        .contains(
            "mute failed, perhaps changed: command 1: no_answer, no answer until",
            "nowhere failed: command 1: unknown_host",
            "h1 succeeded, changed",
            "3 hosts: 1 succeeded, 2 failed",
            "details: longshore audit --correlation-id silence --since 1h",
            "try again: under another name");
  }

  @Test
  void theCanaryRestsUntilAPersonSaysSoAndAnotherMayAbort() throws Exception {
    String plan =
        plan("canary", "batches: [1, 1, 100%]\npauses: [{afterBatch: 1}, {afterBatch: 2}]\n");
    CompletableFuture<Typed> running =
        CompletableFuture.supplyAsync(() -> run(plan), Thread.ofPlatform().daemon()::start);
    awaitPhase("canary", "rests after batch 1");

    assertThat(type("rollout", "resume", "canary").exitCode()).isZero();
    awaitPhase("canary", "rests after batch 2");
    assertThat(type("rollout", "abort", "canary").exitCode()).isZero();

    Typed typed = running.get(60, TimeUnit.SECONDS);
    assertThat(typed.exitCode()).as(typed.out()).isEqualTo(ExitCode.CANCELLED.number());
    assertThat(typed.out()).contains("resume asked for by alice@desk", "abort asked for by");
    assertThat(runningImages("canary")).hasSize(2);
    assertThat(type("rollout", "revert", "canary").errors())
        .contains("does not say how a host is brought back");
  }

  @Test
  void aCoordinatorMayDieAfterAnyEventAndTheNextOneDoublesNothing() throws Exception {
    RolloutId id = new RolloutId("killed");
    ObjectNode document =
        document(plan("killed", "batches: [1, 100%]\nparallel: 2\ngate: {container: killed}\n"));
    int killed = 0;
    RolloutState state = null;
    while (state == null) {
      Coordinator coordinator = mortal(id, new Dying());
      if (coordinator.state().isEmpty()) {
        coordinator.plan(
            RolloutEventEncoder.planned(id, document, Instant.now(), "alice"), List.of());
      }
      try {
        state = coordinator.lead("leader " + killed);
      } catch (DeadException expected) {
        killed++;
      }
    }

    assertThat(killed).isGreaterThan(8);
    assertThat(state.phase()).isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));
    assertEveryCommandSentAndDoneOnce("killed");
  }

  @Test
  void anAnswerThatCameWhileNobodyLedIsNoSilence() throws Exception {
    RolloutId id = new RolloutId("late");
    ObjectNode document = document(plan("late", "deadlines: {host: 30m}\n"));
    Coordinator first = mortal(id, RolloutIT::dieOnceSent);
    first.plan(RolloutEventEncoder.planned(id, document, Instant.now(), "alice"), List.of());
    assertThatThrownBy(() -> first.lead("first")).isInstanceOf(DeadException.class);
    InstantSource later = () -> Instant.now().plus(Duration.ofHours(1));

    try (Coordinator second = new Coordinator(access, id, later, (_, _) -> {})) {
      int sent = second.state().orElseThrow().fleet().busy();
      while (ended("late").size() < sent) {
        Thread.sleep(100);
      }
      assertThat(second.lead("second").phase()).isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));
    }
    assertEveryCommandSentAndDoneOnce("late");
  }

  /// One that may die without a goodbye, so that it is not closed before all else is done.
  private static Coordinator mortal(RolloutId id, Coordinator.Listener listener) {
    Coordinator coordinator = new Coordinator(access, id, InstantSource.system(), listener);
    MORTALS.add(coordinator);
    return coordinator;
  }

  private static void dieOnceSent(RolloutEvent event, RolloutState after) {
    if (event instanceof RolloutEvent.Sent) {
      throw new DeadException();
    }
  }

  @Test
  void whoTakesOverEndsTheOneBefore() throws Exception {
    RolloutId id = new RolloutId("taken");
    Coordinator first = new Coordinator(access, id, InstantSource.system(), (_, _) -> {});
    first.plan(
        RolloutEventEncoder.planned(id, document(plan("taken", "")), Instant.now(), "alice"),
        List.of());
    CountDownLatch secondLeads = new CountDownLatch(1);
    Coordinator.Listener listener =
        (event, _) -> {
          if (event instanceof RolloutEvent.Led) {
            secondLeads.countDown();
          }
        };

    try (Coordinator second = new Coordinator(access, id, InstantSource.system(), listener)) {
      CompletableFuture<RolloutState> led =
          CompletableFuture.supplyAsync(
              () -> second.lead("second"), Thread.ofPlatform().daemon()::start);
      assertThat(secondLeads.await(60, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> first.lead("first")).isInstanceOf(LostLeadException.class);
      assertThat(led.get(60, TimeUnit.SECONDS).phase())
          .isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));
    }
    first.close();
    assertEveryCommandSentAndDoneOnce("taken");
  }

  /// As a slow broker refuses it that has given up a transaction.
  @Test
  void whoIsRefusedAlthoughNobodyElseLeadsGoesOn() throws Exception {
    String plan = plan("refused", "batches: [1, 100%]\npauses: [{afterBatch: 1}]\n");
    CompletableFuture<Typed> running =
        CompletableFuture.supplyAsync(() -> run(plan), Thread.ofPlatform().daemon()::start);
    awaitPhase("refused", "rests after batch 1");
    new RolloutWriter(access, new RolloutId("refused")).close();
    assertThat(type("rollout", "resume", "refused").exitCode()).isZero();

    Typed typed = running.get(60, TimeUnit.SECONDS);
    assertThat(typed.exitCode()).as(typed.errors()).isZero();
    assertThat(typed.errors()).contains("gave up what was written last of the rollout refused");
    assertEveryCommandSentAndDoneOnce("refused");
  }

  @Test
  void everyFaultOfAPlanIsToldAtOnce() throws Exception {
    Typed typed =
        run(
            """
            rollout: faulty
            targets: {hosts: [h1]}
            commands: [{action: start_container, parameters: {name: x}}]
            parallel: 0
            batchs: [1]
            """);

    assertThat(typed.exitCode()).isEqualTo(ExitCode.REJECTED.number());
    assertThat(typed.errors())
        .contains("longshore: /batchs: unknown key: batchs; did you mean batches?")
        .contains("longshore: /parallel: parallel: a whole number");
  }

  @Test
  void aPlanTellsWhatEveryHostWouldChange() throws Exception {
    Typed typed =
        type("rollout", "plan", file(plan("planned", "batches: [1, 100%]\n")), "--wait", "30s");

    assertThat(typed.exitCode()).as(typed.errors()).isZero();
    assertThat(typed.out())
        .contains(
            "batch 1: 1 hosts: h1",
            "h5 command 1 (start_container): would change",
            "differs: container_missing: nothing -> planned");
    assertThat(runningImages("planned")).isEmpty();
  }

  /// A leader that dies after its first event, whatever that is, without a goodbye.
  private static final class Dying implements Coordinator.Listener {
    private boolean led;

    @Override
    public void happened(RolloutEvent event, RolloutState after) {
      if (led && !(event instanceof RolloutEvent.Ended)) {
        throw new DeadException();
      }
      led = led || event instanceof RolloutEvent.Led;
    }
  }

  private static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static String plan(String name, String more) {
    return """
    rollout: %1$s
    targets: {pattern: 'h?'}
    commands:
      - {action: start_container, parameters: {name: %1$s, image: 'registry/%1$s:1'}}
    """
            .formatted(name)
        + more;
  }

  private Typed run(String plan, String... options) {
    try {
      return type(
          Stream.concat(Stream.of("rollout", "run", file(plan)), Stream.of(options))
              .toArray(String[]::new));
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  private String file(String plan) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "plan", ".yaml"), plan).toString();
  }

  private ObjectNode document(String plan) throws IOException {
    return RolloutFile.read(file(plan), InputStream.nullInputStream(), () -> HOST_NAMES).document();
  }

  private static final List<HostName> HOST_NAMES =
      IntStream.rangeClosed(1, HOSTS).mapToObj(RolloutIT::host).toList();

  private static HostName host(int number) {
    return new HostName("h" + number);
  }

  private static List<String> runningImages(String container) {
    return WORKERS.stream()
        .flatMap(worker -> worker.engine().containers().find(new ContainerName(container)).stream())
        .map(ObservedContainer::imageName)
        .toList();
  }

  /// What every host's container of that name is, but for its id and times.
  private static String containers(String name) {
    return WORKERS.stream()
        .flatMap(worker -> worker.engine().containers().find(new ContainerName(name)).stream())
        .map(found -> found.imageName() + " " + found.environment() + " " + found.state().status())
        .collect(Collectors.joining("\n"));
  }

  private static void awaitPhase(String id, String words) throws InterruptedException {
    for (int look = 0; look < 300; look++) {
      if (type("rollout", "status", id).out().contains(words)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("not seen: " + words + " in " + type("rollout", "status", id).out());
  }

  /// Of that rollout's commands each is in its topic once, and has one result and no repeat.
  private static void assertEveryCommandSentAndDoneOnce(String rollout) {
    List<String> sent = commandIds(rollout);
    assertThat(sent).isNotEmpty().doesNotHaveDuplicates();
    assertThat(ended(rollout))
        .allMatch(Event.Finished.class::isInstance)
        .extracting(event -> event.header().commandId().text())
        .containsExactlyInAnyOrderElementsOf(sent);
  }

  private static List<Event> ended(String rollout) {
    List<Event> ended = new ArrayList<>();
    try (ResultFeed feed = new ResultFeed(access)) {
      feed.readSince(HOST_NAMES, Instant.EPOCH);
      Map<TopicPartition, Long> ends = feed.ends();
      while (!feed.hasReached(ends)) {
        feed.poll(Duration.ofMillis(100)).stream()
            .map(ResultMessage::event)
            .filter(event -> rollout.equals(event.header().correlationId()))
            .filter(event ->
                event instanceof Event.Duplicate
                    || (event instanceof Event.Finished finished && !finished.checkMode()))
            .forEach(ended::add);
      }
    }
    return ended;
  }

  private static List<String> commandIds(String rollout) {
    List<TopicPartition> places =
        HOST_NAMES.stream().map(host -> new TopicPartition(Topics.commands(host), 0)).toList();
    List<String> ids = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = access.consumer()) {
      consumer.assign(places);
      consumer.seekToBeginning(places);
      Map<TopicPartition, Long> ends = consumer.endOffsets(places);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
          JsonNode payload =
              JsonMapper.shared().readTree(new String(message.value(), StandardCharsets.UTF_8));
          if (payload.path("correlationId").asString("").equals(rollout)
              && !payload.path("checkMode").asBoolean(false)) {
            ids.add(payload.path("id").asString());
          }
        }
      }
    }
    return ids;
  }

  private static Typed type(String... words) {
    String[] line =
        Stream.concat(Stream.of(words), Stream.of("--bootstrap", broker.bootstrapServers()))
            .toArray(String[]::new);
    return Typed.withIds(() -> UUID.randomUUID().toString(), "", InstantSource.system(), line);
  }
}
