package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.rollout.Answer;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.Task;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RolloutEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final RolloutId ID = new RolloutId("web-2");
  private static final HostName HOST = new HostName("web01");
  private static final Task TASK = new Task(Task.Phase.PROOF, 0, 3);
  private static final String PLAN =
      "{'rollout':'web-2','targets':{'hosts':['web01']},'variables':{'tag':'2'},'commands':[{'action':'pull_image','parameters':{'image':'web:{{tag}}','tls_verify':false}}]}"
          .replace('\'', '"');

  /// Whoever may ask for a pause may write these, and every reader of all rollouts meets them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'event':'answered','host':'web01','phase':'work','step':0,'attempt':1,'downtimeMs':1e400000000",
        "'event':'answered','host':'web01','phase':'work','step':0,'attempt':1,'downtimeMs':1e600000000",
        "'event':'planned','by':'x','plan':{'rollout':'a','targets':{'hosts':['a']},'parallel':1e30,'commands':[{'action':'pull_image','parameters':{'image':'a'}}]}"
      })
  void anEventThatNobodyCanReadInAnyTimeIsUnreadable(String members) {
    String text = "{'at':'2026-11-26T12:00:00Z',%s}".formatted(members).replace('\'', '"');

    assertThatThrownBy(() -> RolloutEventDecoder.decode(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableEventException.class);
  }

  static Stream<RolloutEvent> events() {
    return Stream.of(
        new RolloutEvent.Surveyed(
            NOON,
            HOST,
            List.of(
                new Step(
                    Action.START_CONTAINER,
                    "{\"name\":\"web\",\"environment\":{\"A\":\"{{ b }}\"}}",
                    Duration.ofMinutes(1),
                    true),
                new Step(Action.STOP_AND_REMOVE_CONTAINER, "{\"name\":\"db\"}", null, false))),
        new RolloutEvent.Surveyed(NOON, HOST, List.of()),
        new RolloutEvent.Led(NOON, "alice@desk"),
        new RolloutEvent.BatchBegun(NOON, 2),
        new RolloutEvent.Sent(NOON, HOST, TASK, new CommandId("c-1"), NOON.plusSeconds(60)),
        new RolloutEvent.Answered(
            NOON, HOST, TASK, new Answer.Good(true, false, Duration.ofMillis(298), null)),
        new RolloutEvent.Answered(
            NOON, HOST, TASK, new Answer.Good(false, false, Duration.ZERO, "x")),
        new RolloutEvent.Answered(
            NOON,
            HOST,
            TASK,
            new Answer.Good(false, false, Duration.ZERO, "x"),
            NOON.minusSeconds(35)),
        new RolloutEvent.Answered(
            NOON,
            HOST,
            TASK,
            new Answer.Bad(Answer.Trouble.NO_ANSWER, false, false, Duration.ZERO, "nothing heard")),
        new RolloutEvent.Answered(
            NOON, HOST, TASK, new Answer.Good(false, true, Duration.ZERO, null)),
        new RolloutEvent.Answered(
            NOON,
            HOST,
            TASK,
            new Answer.Bad(Answer.Trouble.FAILED, false, true, Duration.ZERO, "a lost call")),
        new RolloutEvent.Held(NOON, null),
        new RolloutEvent.Held(NOON, NOON.plusSeconds(60)),
        new RolloutEvent.Released(NOON),
        new RolloutEvent.Asked(NOON, RolloutEvent.Request.REVERT, "bob"),
        new RolloutEvent.Stopped(NOON, RolloutEvent.Cause.BREACH, "too many"),
        new RolloutEvent.RevertBegun(NOON),
        new RolloutEvent.Ended(NOON, RolloutEvent.Verdict.REVERT_FAILED));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsWrittenIsReadAgain(RolloutEvent event) {
    WireMessage message = RolloutEventEncoder.encode(ID, event);

    assertThat(message.key()).isEqualTo("web-2");
    assertThat(message.headers()).containsEntry("ce_type", RolloutEventEncoder.TYPE);
    assertThat(RolloutEventDecoder.decode(message.value())).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsWrittenFitsTheSchema(RolloutEvent event) {
    ObjectNode payload = RolloutEventEncoder.toJson(ID, event);

    assertThat(MessageSchema.read("rollout-event.schema.json").check(payload)).isEmpty();
  }

  @Test
  void aPlanWithASmallNumberIsTheSameWhenItIsReadAgain() {
    ObjectNode document = plan();
    document.withObject("variables").put("rate", 0.0001);
    WireMessage message = RolloutEventEncoder.planned(ID, document, NOON, "alice");
    RolloutPlanReading.Valid read = (RolloutPlanReading.Valid) RolloutPlanReader.read(document);

    assertThat(RolloutEventDecoder.decode(message.value()))
        .isEqualTo(new RolloutEvent.Planned(NOON, read.plan(), "alice"));
  }

  @Test
  void aPlanThatCouldNotBeReadAgainIsRefused() {
    ObjectNode document = plan();
    ObjectNode deep = document.withObject("variables");
    for (int depth = 0; depth < 20; depth++) {
      deep = deep.putObject("x");
    }

    assertThat(RolloutPlanReader.read(document))
        .isInstanceOfSatisfying(
            RolloutPlanReading.Invalid.class,
            invalid -> assertThat(invalid.faults().getFirst().words()).contains("nesting depth"));
  }

  @Test
  void anAnswerThatSaysNothingOfDoubtLeavesNone() {
    String told =
        "{'event':'answered','rollout':'web-2','at':'2026-11-26T12:00:00Z','host':'web01','phase':'proof','step':0,'attempt':3,'changed':true,'downtimeMs':0}"
            .replace('\'', '"');

    assertThat(RolloutEventDecoder.decode(told.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new RolloutEvent.Answered(
                NOON, HOST, TASK, new Answer.Good(true, false, Duration.ZERO, null)));
  }

  @Test
  void aRolloutThatWasBegunIsReadAgainAlthoughANewOneLikeItIsRefused() {
    ObjectNode document = plan();
    document.putObject("gate").put("container", "web").put("for", "5m").put("within", "5m");
    WireMessage message = RolloutEventEncoder.planned(ID, document, NOON, "alice");

    assertThat(RolloutPlanReader.read(document)).isInstanceOf(RolloutPlanReading.Invalid.class);
    assertThat(RolloutEventDecoder.decode(message.value()))
        .isInstanceOf(RolloutEvent.Planned.class);
  }

  @Test
  void aPlanIsReadAgainAsItWasWritten() {
    WireMessage message = RolloutEventEncoder.planned(ID, plan(), NOON, "alice");

    assertThat(RolloutEventDecoder.decode(message.value()))
        .isEqualTo(
            new RolloutEvent.Planned(
                NOON, ((RolloutPlanReading.Valid) RolloutPlanReader.read(plan())).plan(), "alice"));
  }

  @Test
  void whatIsNoEventIsTold() {
    for (String text : new String[] {"{}", "[]", "nothing", "{\"event\":\"led\"}"}) {
      assertThatThrownBy(() -> RolloutEventDecoder.decode(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(UnreadableEventException.class);
    }
  }

  @Test
  void aCommandCarriesItsHostsVariablesItsDeadlineAndItsRollout() {
    RolloutPlan plan = ((RolloutPlanReading.Valid) RolloutPlanReader.read(plan())).plan();
    RolloutEvent.Sent sent =
        new RolloutEvent.Sent(
            NOON,
            HOST,
            new Task(Task.Phase.WORK, 0, 1),
            new CommandId("c-1"),
            NOON.plusSeconds(60));
    Target target = new Target(HOST, Map.of("tag", "\"2\\"));

    RolloutState state = RolloutState.of(new RolloutEvent.Planned(NOON, plan, "alice"));
    WireMessage message = RolloutCommands.message(state, target, sent);

    JsonNode payload = JsonMapper.shared().readTree(message.value());
    assertThat(payload.at("/parameters/image").asString()).isEqualTo("web:\"2\\");
    assertThat(payload.at("/parameters/tls_verify").isBoolean()).isTrue();
    assertThat(payload.path("notAfter").asString()).isEqualTo("2026-11-26T12:01:00Z");
    assertThat(payload.path("correlationId").asString()).isEqualTo("web-2");
    assertThat(payload.path("issuer").asString()).isEqualTo("alice");
  }

  @Test
  void aCommandThatBringsAHostBackToWhatItWasIsSentAsItWasWritten() {
    ObjectNode document = plan().put("revert", "before");
    RolloutPlan plan = ((RolloutPlanReading.Valid) RolloutPlanReader.read(document)).plan();
    String parameters = "{\"name\":\"web\",\"image\":\"web:1\",\"command\":\"echo {{ tag }}\"}";
    Step step = new Step(Action.START_CONTAINER, parameters, null, false);
    RolloutState state =
        RolloutState.of(new RolloutEvent.Planned(NOON, plan, "alice"))
            .after(new RolloutEvent.Surveyed(NOON, HOST, List.of(step)));
    RolloutEvent.Sent sent =
        new RolloutEvent.Sent(
            NOON, HOST, new Task(Task.Phase.REVERT, 0, 1), new CommandId("c-1"), NOON);

    WireMessage message = RolloutCommands.message(state, plan.targets().getFirst(), sent);

    JsonNode payload = JsonMapper.shared().readTree(message.value());
    assertThat(payload.path("action").asString()).isEqualTo("start_container");
    assertThat(payload.path("parameters")).isEqualTo(JsonMapper.shared().readTree(parameters));
  }

  @Test
  void onlyWhatSaidAllThatAContainerWasToBeIsAnEarlierCommand() {
    String start =
        "{'id':'c-1','host':'web01','action':'recreate_or_restart_container','waitHealthy':true,'parameters':{'name':'web','image':'web:1'}}";

    EarlierCommand earlier = earlier(start).orElseThrow();

    assertThat(earlier.container().text()).isEqualTo("web");
    assertThat(earlier.image().text()).isEqualTo("web:1");
    assertThat(earlier.step())
        .isEqualTo(
            new Step(Action.START_CONTAINER, "{\"name\":\"web\",\"image\":\"web:1\"}", null, true));
    assertThat(earlier(start.replace("'id'", "'checkMode':true,'id'"))).isEmpty();
    assertThat(earlier(start.replace("'name'", "'detach':false,'name'"))).isEmpty();
    assertThat(earlier(start.replace("recreate_or_restart", "compare"))).isEmpty();
    assertThat(earlier(start.replace("web01", "web02"))).isEmpty();
    assertThat(earlier("no JSON")).isEmpty();
  }

  private static Optional<EarlierCommand> earlier(String command) {
    return EarlierCommand.of(HOST, command.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode plan() {
    return (ObjectNode) JsonMapper.shared().readTree(PLAN);
  }
}
