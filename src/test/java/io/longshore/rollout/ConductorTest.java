package io.longshore.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.Gate.Expectation;
import io.longshore.rollout.RolloutEvent.Request;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.Stage.Ending;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConductorTest {
  @Test
  void aBatchIsBegunWhenEveryHostOfTheOneBeforeHasEnded() {
    Play play = new Play(Plans.of(6).batches("1", "50%", "100%").plan());
    assertThat(play.inFlight()).containsExactly(1);

    play.good(1);
    assertThat(play.inFlight()).containsExactly(2, 3, 4);

    play.good(2, 3);
    assertThat(play.inFlight()).containsExactly(4);

    play.good(4);
    assertThat(play.inFlight()).containsExactly(5, 6);

    play.good(5, 6);
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));
  }

  @Test
  void noMoreHostsAreAtWorkThanMayBe() {
    Plans plans = Plans.of(5);
    plans.parallel = 2;
    Play play = new Play(plans.plan());

    assertThat(play.inFlight()).containsExactly(1, 2);
    play.good(1);
    assertThat(play.inFlight()).containsExactly(2, 3);
  }

  @Test
  void aHostGetsItsCommandsInOrderEachAfterTheAnswerToTheOneBefore() {
    Plans plans = Plans.of(1);
    plans.work = List.of(Plans.START, Plans.RESTART);
    Play play = new Play(plans.plan());

    play.good(1);
    assertThat(play.endings()).isEmpty();
    play.good(1);

    assertThat(play.endings()).containsExactly(Map.entry("h1", Ending.SUCCEEDED));
    assertThat(play.events.stream().filter(RolloutEvent.Sent.class::isInstance)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void everyTroubleCountsAndIsToldApart(Trouble trouble) {
    Play play = new Play(Plans.of(3).batches("1").plan());

    play.bad(1, trouble);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
    assertThat(play.endings())
        .isEqualTo(Map.of("h1", Ending.FAILED, "h2", Ending.NOT_BEGUN, "h3", Ending.NOT_BEGUN));
    assertThat(play.state.fleet().host(Plans.host(1)).orElseThrow().trouble())
        .isEqualTo(Answer.Bad.of(trouble, "of the test"));
    assertThat(play.state.words()).contains("1 of 1 hosts of batch 1 failed");
  }

  @Test
  void silenceIsAFailureWhenTheHostsTimeIsOver() {
    Play play = new Play(Plans.of(2).batches("1").plan());

    play.passes(Duration.ofMinutes(9));
    assertThat(play.inFlight()).containsExactly(1);
    play.passes(Duration.ofMinutes(1));

    assertThat(play.endings()).containsEntry("h1", Ending.FAILED);
    HostState silent = play.state.fleet().host(Plans.host(1)).orElseThrow();
    assertThat(silent.trouble()).isNotNull();
    assertThat(silent.mayHaveChanged()).isTrue();
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
  }

  @Test
  void aHostThatTheBrokerDoesNotKnowFailsWithoutACommand() {
    Play play = new Play(Plans.of(2).plan(), host -> !host.equals(Plans.host(2)));

    assertThat(play.state.fleet().host(Plans.host(2)).orElseThrow().trouble())
        .extracting(Answer.Bad::trouble)
        .isEqualTo(Trouble.UNKNOWN_HOST);
    assertThat(play.endings()).isEqualTo(Map.of("h1", Ending.NOT_BEGUN, "h2", Ending.FAILED));
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
  }

  @Test
  void failuresWithinTheBudgetStopNothingAndAreNoSuccess() {
    Plans plans = Plans.of(4).batches("2");
    plans.budget = new Budget(50, null);
    Play play = new Play(plans.plan());

    play.bad(1, Trouble.FAILED);
    play.good(2);
    play.bad(3, Trouble.EXPIRED);
    play.good(4);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.WITH_FAILURES));
  }

  @Test
  void afterABreachWhatIsInFlightEndsAndNothingElseIsSent() {
    Plans plans = Plans.of(4);
    plans.parallel = 3;
    plans.work = List.of(Plans.START, Plans.RESTART);
    Play play = new Play(plans.plan());

    play.bad(1, Trouble.FAILED);
    assertThat(play.inFlight()).containsExactly(2, 3);
    play.good(2, 3);

    assertThat(play.endings())
        .isEqualTo(
            Map.of(
                "h1", Ending.FAILED,
                "h2", Ending.CUT_SHORT,
                "h3", Ending.CUT_SHORT,
                "h4", Ending.NOT_BEGUN));
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
  }

  @Test
  void onBreachThoseThatWereOrMayHaveBeenChangedAreBroughtBack() {
    Plans plans = Plans.of(4).batches("3");
    plans.reversal = new Reversal(true, List.of(Plans.START));
    Play play = new Play(plans.plan());

    play.good(1);
    play.bad(2, Trouble.DENIED);
    play.passes(Duration.ofMinutes(10));
    assertThat(play.inFlight()).containsExactly(1, 3);
    play.good(1, 3);

    assertThat(play.endings())
        .isEqualTo(
            Map.of(
                "h1", Ending.REVERTED,
                "h2", Ending.FAILED,
                "h3", Ending.REVERTED,
                "h4", Ending.NOT_BEGUN));
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.REVERTED));
  }

  @Test
  void aHostThatCannotBeBroughtBackIsNamedAndTheOthersAreAllTheSame() {
    Plans plans = Plans.of(2);
    plans.parallel = 1;
    plans.reversal = new Reversal(false, List.of(Plans.START));
    Play play = new Play(plans.plan());
    play.good(1, 2);
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.SUCCEEDED));

    play.ask(Request.REVERT);
    play.bad(1, Trouble.FAILED);
    play.good(2);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.REVERT_FAILED));
    assertThat(play.endings()).isEqualTo(Map.of("h1", Ending.REVERT_FAILED, "h2", Ending.REVERTED));
    play.ask(Request.REVERT);
    play.good(1);
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.REVERTED));
  }

  @Test
  void eachHostIsBroughtBackByItsOwnCommandsAndNoneIsBegunOfWhichNobodyKnowsThem() {
    Plans plans = Plans.of(4).batches("3");
    plans.reversal = new Reversal(true, new Reversal.Way.AsBefore());
    plans.budget = new Budget(null, 1);
    Play play = Play.surveyed(plans.plan(), Map.of(1, 2, 2, 0, 4, 1));

    assertThat(play.inFlight()).containsExactly(1, 2);
    assertThat(play.endings()).isEqualTo(Map.of("h3", Ending.FAILED));
    play.good(1, 2);
    play.bad(4, Trouble.FAILED);
    assertThat(play.inFlight()).as("h2 has nothing to bring back").containsExactly(1);
    play.good(1, 1);

    assertThat(play.endings())
        .isEqualTo(
            Map.of(
                "h1", Ending.REVERTED,
                "h2", Ending.REVERTED,
                "h3", Ending.FAILED,
                "h4", Ending.FAILED));
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.REVERTED));
  }

  @Test
  void aRolloutIsNotWorthBeginningWhenMoreHostsThanMayFailBeforehand() {
    Plans plans = Plans.of(4).batches("1", "3");
    plans.budget = new Budget(50, null);

    assertThat(plans.plan().isBreachedBy(Set.of())).isFalse();
    assertThat(plans.plan().isBreachedBy(Set.of(Plans.host(3)))).isFalse();
    assertThat(plans.plan().isBreachedBy(Set.of(Plans.host(1)))).isTrue();
    assertThat(plans.plan().isBreachedBy(Set.of(Plans.host(3), Plans.host(4)))).isTrue();
  }

  @Test
  void theCanaryRestsUntilAPersonResumes() {
    Plans plans = Plans.of(3).batches("1", "100%");
    plans.pauses = List.of(new Pause(1, null));
    Play play = new Play(plans.plan());

    play.good(1);
    play.passes(Duration.ofHours(1));
    assertThat(play.inFlight()).isEmpty();
    play.ask(Request.RESUME);

    assertThat(play.inFlight()).containsExactly(2, 3);
  }

  @Test
  void theCanaryRestsForItsTime() {
    Plans plans = Plans.of(2).batches("1");
    plans.pauses = List.of(new Pause(1, Duration.ofMinutes(30)));
    Play play = new Play(plans.plan());

    play.good(1);
    play.passes(Duration.ofMinutes(29));
    assertThat(play.inFlight()).isEmpty();
    play.passes(Duration.ofMinutes(1));
    assertThat(play.inFlight()).containsExactly(2);
  }

  @Test
  void aPauseLetsThoseThatWereBegunEndAndAResumeDoesNotSkipTheCanarysRest() {
    Plans plans = Plans.of(3).batches("2", "1");
    plans.work = List.of(Plans.START, Plans.RESTART);
    plans.parallel = 1;
    plans.pauses = List.of(new Pause(1, null));
    Play play = new Play(plans.plan());

    play.ask(Request.PAUSE);
    play.good(1);
    play.good(1);
    assertThat(play.inFlight()).isEmpty();
    play.ask(Request.RESUME);
    assertThat(play.inFlight()).containsExactly(2);
    play.good(2);
    play.good(2);

    assertThat(play.state.phase()).isEqualTo(new Phase.Held(1, null, false));
  }

  @Test
  void aPauseDuringTheCanarysRestWaitsForAPerson() {
    Plans plans = Plans.of(2).batches("1");
    plans.pauses = List.of(new Pause(1, Duration.ofMinutes(30)));
    Play play = new Play(plans.plan());
    play.good(1);

    play.ask(Request.PAUSE);
    play.happen(new RolloutEvent.Released(play.now));
    play.passes(Duration.ofHours(1));
    assertThat(play.inFlight()).isEmpty();
    play.ask(Request.RESUME);

    assertThat(play.inFlight()).containsExactly(2);
  }

  @Test
  void aPauseAndAResumeDuringTheCanarysRestDoNotCutItShort() {
    Plans plans = Plans.of(2).batches("1");
    plans.pauses = List.of(new Pause(1, Duration.ofMinutes(30)));
    Play play = new Play(plans.plan());
    play.good(1);

    play.passes(Duration.ofMinutes(5));
    play.ask(Request.PAUSE);
    play.passes(Duration.ofMinutes(1));
    play.ask(Request.RESUME);
    play.passes(Duration.ofMinutes(23));
    assertThat(play.inFlight()).isEmpty();
    play.passes(Duration.ofMinutes(1));

    assertThat(play.inFlight()).containsExactly(2);
  }

  @Test
  void aResumeAfterThatOfThePauseEndsTheCanarysRest() {
    Plans plans = Plans.of(2).batches("1");
    plans.pauses = List.of(new Pause(1, Duration.ofMinutes(30)));
    Play play = new Play(plans.plan());
    play.good(1);

    play.ask(Request.PAUSE);
    play.ask(Request.RESUME);
    assertThat(play.inFlight()).isEmpty();
    play.ask(Request.RESUME);

    assertThat(play.inFlight()).containsExactly(2);
  }

  @Test
  void aBatchThatAnOlderCoordinatorBeganInTheCanarysRestEndedIt() {
    Plans plans = Plans.of(3).batches("1");
    plans.pauses = List.of(new Pause(1, Duration.ofMinutes(30)), new Pause(2, null));
    Play play = new Play(plans.plan());
    play.good(1);
    play.ask(Request.PAUSE);
    play.ask(Request.RESUME);

    play.happen(new RolloutEvent.BatchBegun(play.now, 2));
    play.goOn();
    assertThat(play.inFlight()).containsExactly(2);
    play.good(2);

    assertThat(play.state.phase()).isEqualTo(new Phase.Held(2, null, false));
  }

  @Test
  void anAbortCallsOffABringingBackThatIsStillToCome() {
    Plans plans = Plans.of(2);
    plans.reversal = new Reversal(false, List.of(Plans.START));
    Play play = new Play(plans.plan());

    play.ask(Request.REVERT);
    play.ask(Request.ABORT);
    play.good(1, 2);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.ABORTED));
    assertThat(play.state.words()).isEqualTo("revert asked for by alice; aborted by alice");
    play.ask(Request.REVERT);
    play.good(1, 2);
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.REVERTED));
  }

  @Test
  void anAbortWhileHostsAreBroughtBackLeavesTheOthersUntilItIsAskedForAgain() {
    Plans plans = Plans.of(3);
    plans.parallel = 2;
    plans.reversal = new Reversal(false, List.of(Plans.START, Plans.RESTART));
    Play play = new Play(plans.plan());
    play.good(1, 2, 3);
    play.ask(Request.REVERT);

    play.ask(Request.ABORT);
    assertThat(play.inFlight()).containsExactly(1, 2);
    play.good(1);
    play.bad(2, Trouble.FAILED);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.ABORTED));
    assertThat(play.endings())
        .isEqualTo(
            Map.of("h1", Ending.CUT_SHORT, "h2", Ending.REVERT_FAILED, "h3", Ending.CUT_SHORT));
    play.ask(Request.REVERT);
    play.good(1, 1, 2, 2, 3, 3);
    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.REVERTED));
  }

  @Test
  void whatWasDecidedBeforeAWishWasKnownDoesNotUndoIt() {
    Plans plans = Plans.of(1);
    plans.reversal = new Reversal(false, List.of(Plans.START));
    Play play = new Play(plans.plan());
    Task task = new Task(Task.Phase.WORK, 0, 1);
    play.happen(
        new RolloutEvent.Answered(
            play.now, Plans.host(1), task, new Answer.Good(true, false, Duration.ZERO, null)));

    play.happen(new RolloutEvent.Asked(play.now, Request.REVERT, "alice"));
    happen(play, Verdict.SUCCEEDED, Verdict.WITH_FAILURES, Verdict.HALTED, Verdict.ABORTED);
    play.goOn();
    assertThat(play.inFlight()).containsExactly(1);
    happen(play, Verdict.SUCCEEDED, Verdict.WITH_FAILURES, Verdict.HALTED, Verdict.ABORTED);
    play.ask(Request.ABORT);
    play.happen(new RolloutEvent.RevertBegun(play.now));
    happen(play, Verdict.SUCCEEDED);
    play.good(1);
    happen(play, Verdict.SUCCEEDED);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.ABORTED));
    assertThat(play.endings()).isEqualTo(Map.of("h1", Ending.REVERTED));
  }

  private static void happen(Play play, Verdict... verdicts) {
    for (Verdict verdict : verdicts) {
      play.happen(new RolloutEvent.Ended(play.now, verdict));
    }
  }

  @Test
  void aHostOfWhichAnAnswerLeavesInDoubtWhetherItWasChangedIsBroughtBack() {
    Plans plans = Plans.of(1);
    plans.reversal = new Reversal(true, List.of(Plans.START));
    Play play = new Play(plans.plan());

    play.answer(1, new Answer.Bad(Trouble.FAILED, false, true, Duration.ZERO, "a lost call"));
    assertThat(play.inFlight()).containsExactly(1);
    play.good(1);

    assertThat(play.endings()).isEqualTo(Map.of("h1", Ending.REVERTED));
  }

  @Test
  void whatProvesThatAHostIsWellDoesNotChangeIt() {
    Play play = new Play(Plans.of(1).gate(Expectation.SUCCESS, Duration.ZERO).plan());
    play.answer(1, new Answer.Good(false, false, Duration.ZERO, null));

    play.answer(1, new Answer.Bad(Trouble.FAILED, true, true, Duration.ZERO, "not yet"));
    play.passes(Duration.ofSeconds(5));
    play.answer(1, new Answer.Good(true, false, Duration.ZERO, null));

    assertThat(play.endings()).isEqualTo(Map.of("h1", Ending.SUCCEEDED));
    assertThat(play.state.fleet().host(Plans.host(1)).orElseThrow().mayHaveChanged()).isFalse();
  }

  @Test
  void aHostMustStayTheSameProcessForTheWholeTimeOfItsProof() {
    Play play = new Play(Plans.of(1).gate(Expectation.RUNNING, Duration.ofSeconds(8)).plan());
    play.good(1);

    answerWith(play, "first");
    play.passes(Duration.ofSeconds(5));
    answerWith(play, "second");
    play.passes(Duration.ofSeconds(5));
    answerWith(play, "second");
    assertThat(play.endings()).isEmpty();
    play.passes(Duration.ofSeconds(3));
    answerWith(play, "second");

    assertThat(play.endings()).containsExactly(Map.entry("h1", Ending.SUCCEEDED));
  }

  @Test
  void aProbeProvesNothingOfTheTimeAfterItWasSent() {
    Play play = new Play(Plans.of(1).gate(Expectation.RUNNING, Duration.ofSeconds(30)).plan());
    play.good(1);
    answerWith(play, "p");
    play.passes(Duration.ofSeconds(5));

    play.passes(Duration.ofSeconds(35));
    answerWith(play, "p");
    assertThat(play.endings()).isEmpty();
    assertThat(play.inFlight()).containsExactly(1);
    answerWith(play, "p");

    assertThat(play.endings()).containsExactly(Map.entry("h1", Ending.SUCCEEDED));
  }

  @Test
  void anOldProbeThatIsReadAfterTheTimeOfTheProofProvesNothing() {
    Play play = new Play(Plans.of(1).gate(Expectation.RUNNING, Duration.ofSeconds(30)).plan());
    play.good(1);
    answerWith(play, "p");
    play.passes(Duration.ofSeconds(5));

    play.now = play.now.plus(Duration.ofHours(1));
    answerWith(play, "p");

    assertThat(play.endings()).containsExactly(Map.entry("h1", Ending.FAILED));
    assertThat(play.state.fleet().host(Plans.host(1)).orElseThrow().trouble())
        .extracting(Answer.Bad::trouble)
        .isEqualTo(Trouble.NOT_PROVEN);
  }

  @Test
  void whatAProbeSaysIsSoAsOfItsSendingHoweverLateItIsRead() {
    Play play = new Play(Plans.of(1).gate(Expectation.SUCCESS, Duration.ofSeconds(30)).plan());
    play.good(1);
    Task probe = new Task(Task.Phase.PROOF, 0, 1);
    CommandId id = TaskIds.of(new RolloutId("r"), Plans.host(1), probe);
    Event.Header header = new Event.Header(id, Plans.host(1), null, null, null, null, Play.NOON);
    Event said =
        new Event.Finished(
            header, Outcome.SUCCEEDED, null, false, 1, Play.NOON, Report.NOTHING, null);
    Instant read = play.now.plusSeconds(40);

    assertThat(Conductor.heard(play.state, said, read))
        .contains(
            new RolloutEvent.Answered(
                read,
                Plans.host(1),
                probe,
                new Answer.Good(false, false, Duration.ZERO, null),
                play.now));
  }

  private static void answerWith(Play play, String process) {
    play.answer(1, new Answer.Good(false, false, Duration.ZERO, process));
  }

  @Test
  void aHostThatDoesNotProveToBeWellInTimeHasFailed() {
    Play play = new Play(Plans.of(1).gate(Expectation.HEALTHY, Duration.ZERO).plan());
    play.good(1);

    for (int probe = 0; probe < 60; probe++) {
      play.bad(1, Trouble.NOT_PROVEN);
      play.passes(Duration.ofSeconds(5));
    }

    assertThat(play.endings()).containsExactly(Map.entry("h1", Ending.FAILED));
    assertThat(play.state.fleet().host(Plans.host(1)).orElseThrow().trouble())
        .isEqualTo(
            Answer.Bad.of(
                Trouble.NOT_PROVEN,
                "not proven to be well until 2026-11-26T12:05:00Z; last: of the test"));
  }

  @Test
  void aHostThatRunsAndIsNeverTheSameProcessForLongIsToldFromOneThatDoesNotRun() {
    Play play = new Play(Plans.of(1).gate(Expectation.RUNNING, Duration.ofSeconds(8)).plan());
    play.good(1);

    play.bad(1, Trouble.NOT_PROVEN);
    for (int probe = 1; probe < 60; probe++) {
      play.passes(Duration.ofSeconds(5));
      answerWith(play, "process " + probe);
    }
    play.passes(Duration.ofSeconds(5));

    assertThat(play.state.fleet().host(Plans.host(1)).orElseThrow().trouble())
        .extracting(Answer.Bad::words)
        .asString()
        .endsWith("; last: well, but not for long enough");
  }

  @Test
  void whatTheLastProbeSaidIsToldAlsoWhenTheNextOneIsNotAnswered() {
    Play play = new Play(Plans.of(1).gate(Expectation.RUNNING, Duration.ZERO).plan());
    play.good(1);

    play.bad(1, Trouble.NOT_PROVEN);
    play.passes(Duration.ofSeconds(5));
    play.passes(Duration.ofMinutes(5));

    assertThat(play.state.fleet().host(Plans.host(1)).orElseThrow().trouble())
        .isEqualTo(
            Answer.Bad.of(
                Trouble.NO_ANSWER, "no answer until 2026-11-26T12:05:00Z; last: of the test"));
  }

  @Test
  void theWholeHasATimeToo() {
    Plans plans = Plans.of(2).batches("1");
    plans.pauses = List.of(new Pause(1, null));
    Play play = new Play(plans.plan());
    play.good(1);

    play.passes(Duration.ofHours(10));

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.HALTED));
    assertThat(play.state.words()).contains("had not ended");
  }

  @Test
  void aPauseAfterTheCanarysRestDoesNotBeginTheRestAnew() {
    Plans plans = Plans.of(2).batches("1");
    plans.pauses = List.of(new Pause(1, null));
    plans.windows = List.of(daily("12:00", "12:10"), daily("13:00", "14:00"));
    Play play = new Play(plans.plan());
    play.good(1);
    play.passes(Duration.ofMinutes(30));
    play.ask(Request.RESUME);

    play.ask(Request.PAUSE);
    play.ask(Request.RESUME);
    play.passes(Duration.ofMinutes(30));

    assertThat(play.inFlight()).containsExactly(2);
  }

  @Test
  void outsideOfItsWindowsNoHostIsBegun() {
    Plans plans = Plans.of(2);
    plans.parallel = 1;
    plans.windows = List.of(daily("22:00", "06:00"));
    Play play = new Play(plans.plan());
    assertThat(play.inFlight()).isEmpty();

    play.passes(Duration.ofHours(10));
    assertThat(play.inFlight()).containsExactly(1);
    play.good(1);
    assertThat(play.inFlight()).containsExactly(2);
  }

  private static Window daily(String from, String to) {
    return new Window(
        EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(to), ZoneOffset.UTC);
  }

  @Test
  void aCommandDecidedOnBeforeAnAbortWasKnownIsWaitedFor() {
    Plans plans = Plans.of(2);
    plans.parallel = 1;
    Play play = new Play(plans.plan());
    play.happen(new RolloutEvent.Asked(play.now, Request.ABORT, "alice"));
    Task task = new Task(Task.Phase.WORK, 0, 1);
    play.happen(
        new RolloutEvent.Sent(
            play.now,
            Plans.host(2),
            task,
            TaskIds.of(play.state.plan().id(), Plans.host(2), task),
            play.now.plusSeconds(60)));
    play.goOn();

    play.good(1);
    assertThat(play.state.isEnded()).isFalse();
    play.good(2);

    assertThat(play.state.phase()).isEqualTo(new Phase.Ended(Verdict.ABORTED));
    assertThat(play.endings()).isEqualTo(Map.of("h1", Ending.SUCCEEDED, "h2", Ending.SUCCEEDED));
  }

  @Test
  void aCommandsIdIsAUuidOfItsPlaceInTheRollout() {
    Task task = new Task(Task.Phase.WORK, 0, 1);
    String id = TaskIds.of(new RolloutId("r"), Plans.host(1), task).text();

    assertThat(UUID.fromString(id).version()).isEqualTo(5);
    assertThat(TaskIds.of(new RolloutId("r"), Plans.host(1), task).text()).isEqualTo(id);
    assertThat(TaskIds.of(new RolloutId("r"), Plans.host(1), task.again()).text()).isNotEqualTo(id);
    assertThat(TaskIds.of(new RolloutId("r"), Plans.host(2), task).text()).isNotEqualTo(id);
  }
}
