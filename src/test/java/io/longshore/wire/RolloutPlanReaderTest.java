package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.rollout.BatchSize;
import io.longshore.rollout.Budget;
import io.longshore.rollout.Gate;
import io.longshore.rollout.Reversal;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class RolloutPlanReaderTest {
  private static final String SMALLEST =
      """
      rollout: web-2
      targets: {hosts: [web01, web02]}
      commands:
        - {action: restart_container, parameters: {name: web}}
      """;

  @Test
  void whatIsNotSaidIsCareful() {
    RolloutPlan plan = valid(SMALLEST);

    assertThat(plan.batches()).containsExactly(new BatchSize(100, true));
    assertThat(plan.parallel()).isEqualTo(20);
    assertThat(plan.budget()).isEqualTo(Budget.NONE);
    assertThat(plan.deadlines().host()).isEqualTo(Duration.ofMinutes(15));
    assertThat(plan.gate()).isNull();
    assertThat(plan.reversal().onBreach()).isFalse();
  }

  @Test
  void everythingThatCanBeSaidIsRead() {
    RolloutPlan plan =
        valid(
            SMALLEST
                + """
                variables: {tag: 2}
                hostVariables: {web02: {tag: "3"}}
                batches: [1, "50%"]
                parallel: 5
                maxFailPercentage: 10
                maxFailures: 1
                deadlines: {host: 5m, whole: 2h}
                pauses: [{afterBatch: 1, for: 30m}]
                gate: {container: web, state: healthy, for: 30s, within: 2m, interval: 3s}
                onBreach: revert
                revert: [{action: stop_container, parameters: {name: web}, timeout: 30s}]
                windows: [{days: [mon, fri], from: "22:00", to: "06:00", zone: Europe/Berlin}]
                """);

    assertThat(plan.targets())
        .containsExactly(
            new Target(new HostName("web01"), Map.of("tag", "2")),
            new Target(new HostName("web02"), Map.of("tag", "3")));
    assertThat(plan.batchSizes()).containsExactly(1, 1);
    assertThat(plan.budget()).isEqualTo(new Budget(10, 1));
    assertThat(plan.pauseAfter(1).orElseThrow().time()).isEqualTo(Duration.ofMinutes(30));
    assertThat(plan.gate()).isNotNull();
    assertThat(plan.gate().expectation()).isEqualTo(Gate.Expectation.HEALTHY);
    assertThat(plan.reversal().steps()).hasSize(1);
    assertThat(plan.windows()).hasSize(1);
  }

  @Test
  void everyFaultIsToldAtOnceWithItsPlace() {
    assertThat(
            faults(
                """
                rollout: "no name"
                targets: {hosts: [web01, web01]}
                commands: [{action: restart}]
                batches: [0, "200%"]
                paralel: 3
                maxFailPercentage: 101
                deadlines: {host: soon}
                pauses: [{for: 5m}]
                gate: {container: web, command: {action: exec}}
                onBreach: revert
                windows: [{from: noon, to: "13:00"}]
                """))
        .extracting(RolloutPlanReading.Fault::pointer)
        .contains(
            "/rollout",
            "/targets/hosts/1",
            "/commands/0/action",
            "/batches/0",
            "/batches/1",
            "/paralel",
            "/maxFailPercentage",
            "/deadlines/host",
            "/pauses/0/afterBatch",
            "/gate",
            "/revert",
            "/windows/0/from");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{action: restart_container} | /commands/0 | name",
        "{action: start_container, parameters: {name: web}} | /commands/0 | image",
        "'{action: pull_image, parameters: {image: \"web:{{ tag }}\"}}' | /commands/0 | there is no variable tag",
        "{action: restart_container, parameters: {name: web, nmae: x}} | /commands/0/parameters/nmae | nmae"
      })
  void whatAWorkerWouldRefuseIsRefusedBefore(String command, String pointer, String words) {
    List<RolloutPlanReading.Fault> faults =
        faults(
            "rollout: r\ntargets: {hosts: [web01]}\ncommands: [" + command.replace("'", "") + "]");

    assertThat(faults)
        .anySatisfy(fault -> {
          assertThat(fault.pointer()).startsWith(pointer);
          assertThat(fault.words()).contains(words).contains("for the host web01");
        });
  }

  @Test
  void aSecondRestAfterOneBatchAndAProofLongerThanItsTimeAreRefused() {
    List<RolloutPlanReading.Fault> faults =
        faults(
            SMALLEST
                + """
                batches: [1, 1]
                pauses: [{afterBatch: 1, for: 5m}, {afterBatch: 1}]
                gate: {container: web, for: 2m, within: 2m}
                """);

    assertThat(faults)
        .extracting(RolloutPlanReading.Fault::toString)
        .containsExactly(
            "/pauses/1/afterBatch: pauses.afterBatch: each batch once expected, got 1 again",
            "/gate/for: gate.for: a time shorter than within expected");
  }

  @Test
  void timesOfNothingAreRefusedOfANewPlanOnly() {
    String yaml =
        SMALLEST
            + """
            deadlines: {host: 0s, whole: 0m}
            gate: {container: web, interval: 0s}
            """;

    assertThat(faults(yaml))
        .extracting(RolloutPlanReading.Fault::pointer)
        .containsExactlyInAnyOrder("/deadlines/host", "/deadlines/whole", "/gate/interval");
    assertThat(RolloutPlanReader.readAgain(YAMLMapper.shared().readTree(yaml)))
        .isInstanceOf(RolloutPlanReading.Valid.class);
  }

  @Test
  void hostsMayBeBroughtBackToWhatTheyWereBefore() {
    RolloutPlan plan = valid(SMALLEST + "onBreach: revert\nrevert: before");

    assertThat(plan.reversal()).isEqualTo(new Reversal(true, new Reversal.Way.AsBefore()));
    assertThat(faults(SMALLEST + "revert: after"))
        .extracting(RolloutPlanReading.Fault::pointer)
        .containsExactly("/revert");
  }

  @Test
  void whatCannotBeUndoneCannotBeBroughtBackToWhatItWasBefore() {
    List<RolloutPlanReading.Fault> faults =
        faults(
            """
            rollout: r
            targets: {hosts: [web01]}
            revert: before
            commands:
              - {action: exec, parameters: {name: web, command: migrate}}
            """);

    assertThat(faults)
        .singleElement()
        .hasToString(
            "/commands/0: nobody knows what a program has done: give the commands that undo it (revert), or halt");
  }

  @Test
  void whatCannotBeUndoneOnAnyOfTheHostsIsTold() {
    List<RolloutPlanReading.Fault> faults =
        faults(
            """
            rollout: r
            targets: {hosts: [web01, web02]}
            variables: {detach: "true"}
            hostVariables: {web02: {detach: "false"}}
            revert: before
            commands:
              - {action: start_container, parameters: {name: job, image: job, detach: "{{ detach }}"}}
            """);

    assertThat(faults)
        .singleElement()
        .hasToString(
            "/commands/0: nobody knows what a container run to its end has done: give the commands that undo it (revert), or halt");
  }

  @Test
  void aPauseAfterTheLastBatchIsAFault() {
    assertThat(faults(SMALLEST + "pauses: [{afterBatch: 1}]"))
        .singleElement()
        .satisfies(fault ->
            assertThat(fault.toString())
                .isEqualTo(
                    "/pauses/0/afterBatch: pauses.afterBatch: a batch before the last expected; there are 1 batches"));
  }

  @Test
  void everyPlanThatIsReadFitsTheSchema() {
    JsonNode document = YAMLMapper.shared().readTree(SMALLEST);
    assertThat(MessageSchema.read("rollout.schema.json").check(document)).isEmpty();
    ((ObjectNode) document).put("unheard", 1);
    assertThat(MessageSchema.read("rollout.schema.json").check(document)).isNotEmpty();
  }

  private static RolloutPlan valid(String yaml) {
    RolloutPlanReading reading = RolloutPlanReader.read(YAMLMapper.shared().readTree(yaml));
    assertThat(reading).isInstanceOf(RolloutPlanReading.Valid.class);
    return ((RolloutPlanReading.Valid) reading).plan();
  }

  private static List<RolloutPlanReading.Fault> faults(String yaml) {
    RolloutPlanReading reading = RolloutPlanReader.read(YAMLMapper.shared().readTree(yaml));
    assertThat(reading).isInstanceOf(RolloutPlanReading.Invalid.class);
    return ((RolloutPlanReading.Invalid) reading).faults();
  }
}
