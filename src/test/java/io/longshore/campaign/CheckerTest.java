package io.longshore.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each violation planted once, in what is otherwise in order.
class CheckerTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final List<Asked> asked = new ArrayList<>();
  private final List<Event> told = new ArrayList<>();
  private final List<Evidence.Effect> effects = new ArrayList<>();
  private final List<Evidence.Seen> containers = new ArrayList<>();

  private void ask(String id, String action, String name) {
    ask(id, action, name, "");
  }

  private void ask(String id, String action, String name, String spec) {
    String key = (action.endsWith("volume") ? "volume/" : "container/") + name;
    asked.add(new Asked(asked.size(), id, key, action, name, spec, "", id + action + name + spec));
  }

  private void tell(String id, boolean changed) {
    told.add(finished(id, Outcome.SUCCEEDED, changed));
  }

  private static Event.Finished finished(String id, Outcome outcome, boolean changed) {
    Report report = new Report(changed, false, null, null, null, List.of(), List.of(), List.of());
    Failure failure =
        outcome == Outcome.SUCCEEDED ? null : Failure.of(FailureKind.INTERRUPTED, "of the test");
    return new Event.Finished(header(id), outcome, null, false, 1, NOON, report, failure);
  }

  private static Event.Header header(String id) {
    return new Event.Header(
        new CommandId(id), new HostName("campaign"), null, null, null, null, NOON);
  }

  private void effect(String line) {
    effects.add(Evidence.Effect.of(line));
  }

  private List<Violation.Kind> found() {
    return Findings.of(new Evidence(asked, told, effects, containers, Set.of()))
        .violations()
        .stream()
        .map(Violation::kind)
        .toList();
  }

  private void aTask(String id) {
    ask(id, "start_container", "task-1");
    effect("task task-1 " + id);
    tell(id, true);
  }

  @Test
  void whatIsInOrderHasNoViolation() {
    aTask("1-task");
    ask("2-service", "start_container", "web-1", "2-service");
    effect("start web-1 2-service");
    tell("2-service", true);
    ask("2-service", "start_container", "web-1", "2-service");
    told.add(
        new Event.Duplicate(header("2-service"), finished("2-service", Outcome.SUCCEEDED, true)));
    ask("3-restart", "restart_container", "web-1");
    effect("start web-1 2-service");
    tell("3-restart", true);
    ask("2-service", "create_volume", "conflict");
    told.add(new Event.Conflict(header("2-service"), Failure.of(FailureKind.ID_CONFLICT, "other")));
    containers.add(new Evidence.Seen("web-1", true, "2-service"));

    assertThat(found()).isEmpty();
  }

  @Test
  void aMissingResultIsFound() {
    ask("1-exec", "exec", "tool-1");

    assertThat(found()).containsExactly(Violation.Kind.MISSING);
  }

  @Test
  void aDoubledResultIsFound() {
    aTask("1-task");
    tell("1-task", true);

    assertThat(found()).containsExactly(Violation.Kind.DOUBLED);
  }

  @Test
  void anAnswerThatNobodyAskedForIsFound() {
    tell("9-volume", false);

    assertThat(found()).containsExactly(Violation.Kind.DOUBLED);
  }

  @Test
  void aRepeatThatIsAnsweredAsACommandIsFound() {
    aTask("1-task");
    ask("1-task", "start_container", "task-1");
    tell("1-task", true);

    assertThat(found()).containsExactlyInAnyOrder(Violation.Kind.DOUBLED, Violation.Kind.MISSING);
  }

  @Test
  void anInvalidCommandThatIsNotRejectedIsFound() {
    ask("1-bad", "start_container", "bad");
    told.add(finished("1-bad", Outcome.FAILED, false));

    assertThat(found()).containsExactly(Violation.Kind.WRONG_ANSWER);
  }

  @Test
  void onlyWhatHasADeadlineExpires() {
    for (String id : List.of("1-late", "2-brief-task", "3-task")) {
      ask(id, "start_container", "task-1");
      told.add(finished(id, Outcome.EXPIRED, false));
    }

    assertThat(found()).containsExactly(Violation.Kind.WRONG_ANSWER);
  }

  @Test
  void aDoubledEffectIsFoundWhateverTheResultSays() {
    ask("1-exec", "exec", "tool-1");
    effect("exec tool-1 1-exec");
    effect("exec tool-1 1-exec");
    told.add(finished("1-exec", Outcome.FAILED, true));

    assertThat(found()).containsExactly(Violation.Kind.EFFECT_DOUBLED);
  }

  @Test
  void anEffectOfAnExpiredCommandIsFound() {
    ask("1-late", "start_container", "task-1");
    effect("task task-1 1-late");
    told.add(finished("1-late", Outcome.EXPIRED, false));

    assertThat(found()).containsExactly(Violation.Kind.EFFECT_DOUBLED);
  }

  @Test
  void aSuccessWithoutItsEffectIsFound() {
    ask("1-exec", "exec", "tool-1");
    tell("1-exec", true);

    assertThat(found()).containsExactly(Violation.Kind.EFFECT_MISSING);
  }

  @Test
  void aServiceStartedOnceMoreThanItsResultsSayIsFound() {
    ask("1-service", "start_container", "web-1", "1-service");
    effect("start web-1 1-service");
    effect("start web-1 1-service");
    tell("1-service", true);
    containers.add(new Evidence.Seen("web-1", true, "1-service"));

    assertThat(found()).containsExactly(Violation.Kind.EFFECT_DOUBLED);
  }

  @Test
  void resultsOutOfOrderWithinAResourceAreFound() {
    ask("1-volume", "create_volume", "volume-1");
    ask("2-volume", "create_volume", "volume-1");
    tell("2-volume", false);
    tell("1-volume", true);

    assertThat(found()).contains(Violation.Kind.OUT_OF_ORDER);
  }

  @Test
  void programsOutOfOrderWithinAContainerAreFound() {
    ask("1-exec", "exec", "tool-1");
    ask("2-exec", "exec", "tool-1");
    effect("exec tool-1 2-exec");
    effect("exec tool-1 1-exec");
    tell("1-exec", true);
    tell("2-exec", true);

    assertThat(found()).containsExactly(Violation.Kind.OUT_OF_ORDER);
  }

  @Test
  void aProgramWhoseCommandWasCalledOffKeepsNoOrder() {
    ask("1-exec", "exec", "tool-1");
    ask("2-exec", "exec", "tool-1");
    effect("exec tool-1 2-exec");
    effect("exec tool-1 1-exec");
    told.add(finished("1-exec", Outcome.CANCELLED, true));
    tell("2-exec", true);

    assertThat(found()).doesNotContain(Violation.Kind.OUT_OF_ORDER);
  }

  @Test
  void aCommandThatHidesWhatItChangedIsFound() {
    ask("1-exec", "exec", "tool-1");
    effect("exec tool-1 1-exec");
    tell("1-exec", false);

    assertThat(found()).containsExactly(Violation.Kind.WRONG_CHANGED);
  }

  @Test
  void aCommandThatBoastsIsFound() {
    ask("1-remove", "stop_and_remove_container", "web-1");
    tell("1-remove", true);

    assertThat(found()).containsExactly(Violation.Kind.WRONG_CHANGED);
  }

  @Test
  void aContainerThatIsNotAsItsResultsSayIsFound() {
    ask("1-service", "start_container", "web-1", "1-service");
    effect("start web-1 1-service");
    tell("1-service", true);
    containers.add(new Evidence.Seen("web-1", false, "1-service"));

    assertThat(found()).containsExactly(Violation.Kind.WRONG_STATE);
  }

  @Test
  void aVolumeThatIsNotThereIsFound() {
    ask("1-volume", "create_volume", "volume-1");
    tell("1-volume", true);

    assertThat(found()).containsExactly(Violation.Kind.WRONG_STATE);
  }

  @Test
  void aTaskThatIsLeftOverIsFound() {
    aTask("1-task");
    containers.add(new Evidence.Seen("task-1", false, ""));

    assertThat(found()).containsExactly(Violation.Kind.LEFT_OVER);
  }

  @Test
  void aReplacedContainerThatIsLeftOverIsFound() {
    ask("1-service", "start_container", "web-1", "1-service");
    effect("start web-1 1-service");
    tell("1-service", true);
    containers.add(new Evidence.Seen("web-1", true, "1-service"));
    containers.add(new Evidence.Seen("web-1.longshore-old", false, "0-service"));

    assertThat(found()).containsExactly(Violation.Kind.LEFT_OVER);
  }

  @Test
  void aCommandThatNobodyCalledOffIsNoCancelledOne() {
    ask("1-task", "start_container", "task-1");
    askToCancel("2-cancel", "1-task");
    told.add(cancelled("1-task", "2-cancel"));
    tell("2-cancel", true);
    assertThat(found()).isEmpty();

    ask("3-task", "start_container", "task-1");
    told.add(cancelled("3-task", "2-cancel"));
    assertThat(found()).containsExactly(Violation.Kind.WRONG_ANSWER);
  }

  @Test
  void aCommandThatRanAlthoughItWasCalledOffUnbegunIsFound() {
    ask("1-task", "start_container", "task-1");
    askToCancel("2-cancel", "1-task");
    told.add(cancelled("1-task", "2-cancel"));
    tell("2-cancel", true);
    effect("task task-1 1-task");

    assertThat(found()).containsExactly(Violation.Kind.EFFECT_DOUBLED);
  }

  private void askToCancel(String id, String target) {
    asked.add(
        new Asked(asked.size(), id, "host/control", "cancel_command", "", "", target, id + target));
  }

  private static Event.Finished cancelled(String id, String by) {
    Failure failure =
        new Failure(FailureKind.CANCELLED, "of the test", null, null, null, new CommandId(by));
    return new Event.Finished(
        header(id), Outcome.CANCELLED, null, false, 0, null, Report.NOTHING, failure);
  }
}
