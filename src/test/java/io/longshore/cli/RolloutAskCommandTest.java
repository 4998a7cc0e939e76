package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutEvent.Request;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.wire.RolloutPlanReader;
import io.longshore.wire.RolloutPlanReading;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RolloutAskCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private RolloutState state = RolloutState.of(new RolloutEvent.Planned(NOON, plan(), "alice"));

  @Test
  void aRolloutThatGoesOnCanBePausedAndNotResumed() {
    assertThat(vain(Request.PAUSE)).isEmpty();
    assertThat(vain(Request.ABORT)).isEmpty();
    assertThat(vain(Request.RESUME))
        .isEqualTo(
            "web-2 neither pauses nor rests, so there is nothing to resume: longshore rollout status web-2");
  }

  @Test
  void aRolloutThatPausesCanBeResumed() {
    ask(Request.PAUSE);

    assertThat(vain(Request.RESUME)).isEmpty();
    assertThat(vain(Request.PAUSE)).isEmpty();
  }

  @Test
  void aRolloutThatStopsOrBringsHostsBackCanOnlyBeAborted() {
    ask(Request.REVERT);
    assertThat(vain(Request.PAUSE))
        .isEqualTo(
            "web-2 begins no further host, so there is nothing to pause: longshore rollout status web-2");
    assertThat(vain(Request.RESUME)).contains("nothing to resume");
    assertThat(vain(Request.ABORT)).isEmpty();

    state = state.after(new RolloutEvent.RevertBegun(NOON));
    assertThat(vain(Request.PAUSE)).contains("nothing to pause");
    assertThat(vain(Request.RESUME)).contains("nothing to resume");
    assertThat(vain(Request.ABORT)).isEmpty();
  }

  @Test
  void whoWouldResumeARolloutThatHasEndedIsToldHowToTryAgain() {
    state = state.after(new RolloutEvent.Ended(NOON, Verdict.WITH_FAILURES));

    assertThat(vain(Request.RESUME)).contains("give the plan another name (rollout:) and run it");
    assertThat(vain(Request.ABORT)).isEqualTo("web-2 has ended: longshore rollout status web-2");
    assertThat(vain(Request.REVERT)).isEmpty();
  }

  private void ask(Request request) {
    state = state.after(new RolloutEvent.Asked(NOON, request, "alice"));
  }

  private String vain(Request request) {
    return RolloutAskCommand.vain(request, state).orElse("");
  }

  private static RolloutPlan plan() {
    String document =
        "{'rollout':'web-2','targets':{'hosts':['web01']},'commands':[{'action':'restart_container','parameters':{'name':'web'}}],'revert':'before'}"
            .replace('\'', '"');
    return ((RolloutPlanReading.Valid)
            RolloutPlanReader.read(JsonMapper.shared().readTree(document)))
        .plan();
  }
}
