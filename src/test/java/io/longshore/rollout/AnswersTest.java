package io.longshore.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"SUCCEEDED", "FAILED", "CANCELLED"})
  void aResultThatLeavesAnEffectInDoubtIsAnUncertainAnswer(Outcome outcome) {
    assertThat(answer(outcome, Report.NOTHING.withCertainty(false)).uncertain()).isTrue();
    assertThat(answer(outcome, Report.NOTHING).uncertain()).isFalse();
  }

  /// A rollout writes it into a message of its own.
  @Test
  void ofAHostsLongWordsTheBeginningCounts() {
    Failure failure = Failure.of(FailureKind.ENGINE, "x".repeat(100_000));
    Event.Header header =
        new Event.Header(new CommandId("c-1"), Plans.host(1), null, null, null, null, Play.NOON);
    Event.Finished finished =
        new Event.Finished(
            header, Outcome.FAILED, null, false, 1, Play.NOON, Report.NOTHING, failure);

    assertThat(Answers.of(finished))
        .containsInstanceOf(Answer.Bad.class)
        .hasValueSatisfying(
            answer -> assertThat(((Answer.Bad) answer).words()).hasSize(1001).endsWith("…"));
  }

  private static Answer answer(Outcome outcome, Report report) {
    Event.Header header =
        new Event.Header(new CommandId("c-1"), Plans.host(1), null, null, null, null, Play.NOON);
    return Answers.of(new Event.Finished(header, outcome, null, false, 1, Play.NOON, report, null))
        .orElseThrow();
  }
}
