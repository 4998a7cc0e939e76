package io.longshore.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.event.Rollback;
import org.jspecify.annotations.Nullable;
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

    assertThat(words(Report.NOTHING, failure)).hasSize(1001).endsWith("…");
  }

  @Test
  void whatToDoAndWhatBecameOfTheOldContainerIsPartOfTheWords() {
    Failure failure = Failure.of(FailureKind.ENGINE, "it broke", "x".repeat(100_000));

    assertThat(words(takenBack(true, "It runs again."), failure))
        .startsWith("it broke; hint: xxx")
        .endsWith("…; taken back: It runs again.")
        .hasSizeLessThan(1100);
    assertThat(words(takenBack(false, "It is web-old."), Failure.of(FailureKind.ENGINE, "no")))
        .isEqualTo("no; NOT taken back: It is web-old.");
  }

  private static Report takenBack(boolean restored, String message) {
    return Report.NOTHING.withInterruption(null, new Rollback(restored, message));
  }

  private static String words(Report report, Failure failure) {
    return ((Answer.Bad) answer(Outcome.FAILED, report, failure)).words();
  }

  private static Answer answer(Outcome outcome, Report report) {
    return answer(outcome, report, null);
  }

  private static Answer answer(Outcome outcome, Report report, @Nullable Failure failure) {
    Event.Header header =
        new Event.Header(new CommandId("c-1"), Plans.host(1), null, null, null, null, Play.NOON);
    return Answers.of(
            new Event.Finished(header, outcome, null, false, 1, Play.NOON, report, failure))
        .orElseThrow();
  }
}
