package io.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.ledger.Ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final CommandId ID = new CommandId("c-1");

  private final Ledger ledger = new Ledger(Duration.ofHours(1));

  @Test
  void aTargetStaysCalledOffWhileOneOfItsCancellersStands() {
    ControlState control = new Ledger(Duration.ofDays(1)).control();
    CommandId first = new CommandId("cancel-1");
    CommandId second = new CommandId("cancel-2");
    control.cancelBegun(ID, first);
    control.cancelBegun(ID, second);

    assertThat(control.canceller(ID)).contains(first);
    control.cancelEnded(first);
    assertThat(control.canceller(ID)).contains(second);
    control.cancelEnded(second);
    assertThat(control.canceller(ID)).isEmpty();
  }

  @Test
  void aRepeatIsToldFromAnotherCommandUnderTheSameId() {
    assertThat(ledger.register(ID, "digest", NOON)).isTrue();
    assertThat(ledger.register(ID, "digest", NOON)).isTrue();
    assertThat(ledger.register(ID, "other", NOON)).isFalse();
  }

  @Test
  void aMessageThatCannotBeReadIsAnotherCommandThanOneThatCan() {
    assertThat(ledger.register(ID, null, NOON)).isTrue();
    assertThat(ledger.register(ID, null, NOON)).isTrue();
    assertThat(ledger.register(ID, "digest", NOON)).isFalse();
  }

  @Test
  void anAnswerIsFoundAgainAndOutlivesLaterNews() {
    ledger.register(ID, "digest", NOON);
    ledger.started(ID, "digest", new State.Begun(1, NOON));
    ledger.finished(ID, "digest", 42);
    ledger.started(ID, "digest", new State.Begun(2, NOON));
    ledger.finished(ID, "digest", 99);

    assertThat(ledger.stateOf(ID)).isEqualTo(new State.Answered(42));
  }

  @Test
  void attemptsAreCountedFromTheFirstBeginning() {
    ledger.register(ID, "digest", NOON);
    ledger.started(ID, "digest", new State.Begun(1, NOON));
    ledger.started(ID, "digest", new State.Begun(2, NOON.plusSeconds(30)));

    assertThat(ledger.stateOf(ID)).isEqualTo(new State.Begun(2, NOON));
  }

  @Test
  void anAnsweredCommandIsForgottenAfterTheWindowAndAnUnansweredOneNever() {
    CommandId unanswered = new CommandId("c-2");
    ledger.register(unanswered, "digest", NOON);
    ledger.started(unanswered, "digest", new State.Begun(1, NOON));
    ledger.register(ID, "digest", NOON);
    ledger.finished(ID, "digest", 42);

    ledger.register(new CommandId("c-3"), null, NOON.plus(Duration.ofMinutes(61)));

    assertThat(ledger.stateOf(ID)).isEqualTo(new State.Waiting());
    assertThat(ledger.stateOf(unanswered)).isEqualTo(new State.Begun(1, NOON));
  }

  @Test
  void aCommandStaysCalledOffBeyondTheAnswerOfItsCancelAndUntilItsOwn() {
    CommandId by = new CommandId("cancel");
    ledger.control().cancelBegun(ID, by);
    ledger.cancelGoesOn(ID, by);
    ledger.finished(by, "digest", 1);
    assertThat(ledger.control().canceller(ID)).contains(by);

    ledger.finished(ID, "digest", 2);
    assertThat(ledger.control().canceller(ID)).isEmpty();
  }

  @Test
  void anAnswerIsRememberedForARepeatThatWaits() {
    ledger.register(ID, "digest", NOON);
    ledger.finished(ID, "digest", 42);
    ledger.register(ID, "digest", NOON.plus(Duration.ofMinutes(40)));
    ledger.register(new CommandId("c-2"), "digest", NOON.plus(Duration.ofMinutes(61)));

    assertThat(ledger.stateOf(ID)).isEqualTo(new State.Answered(42));
  }

  @Test
  void aHostClockThatJumpsForgetsNothing() {
    ledger.register(ID, "digest", NOON);
    ledger.started(ID, "digest", new State.Begun(1, NOON.plus(Duration.ofDays(4000))));
    ledger.finished(ID, "digest", 42);

    ledger.register(new CommandId("c-2"), "digest", NOON.plusSeconds(1));

    assertThat(ledger.stateOf(ID)).isEqualTo(new State.Answered(42));
  }

  /// Random news about few commands at advancing times, against a plain map.
  @RepeatedTest(100)
  void behavesLikeAMapWithinTheWindow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<CommandId, Known> model = new HashMap<>();
    Ledger tested = new Ledger(Duration.ofSeconds(100));
    Instant now = NOON;
    for (int i = 0; i < 500; i++) {
      now = now.plusSeconds(random.nextInt(10));
      Instant horizon = now.minusSeconds(100);
      model
          .values()
          .removeIf(known -> known.state instanceof State.Answered && known.at.isBefore(horizon));
      CommandId id = new CommandId("c-" + random.nextInt(30));
      String digest = "digest-" + random.nextInt(2);
      @Nullable Known known = model.get(id);
      if (known == null || known.digest.equals(digest)) {
        model.put(id, new Known(digest, known == null ? new State.Waiting() : known.state, now));
      }
      assertThat(tested.register(id, digest, now))
          .as("seed %d, step %d", seed, i)
          .isEqualTo(known == null || known.digest.equals(digest));
      if (random.nextBoolean()) {
        finish(tested, model, id, i, now);
      }
      assertThat(tested.stateOf(id)).as("seed %d, step %d", seed, i).isEqualTo(model.get(id).state);
      assertThat(tested.size()).as("seed %d, step %d", seed, i).isEqualTo(model.size());
    }
  }

  private static void finish(
      Ledger ledger, Map<CommandId, Known> model, CommandId id, int position, Instant now) {
    Known known = model.get(id);
    ledger.finished(id, known.digest, position);
    if (!(known.state instanceof State.Answered)) {
      model.put(id, new Known(known.digest, new State.Answered(position), now));
    }
  }

  private record Known(String digest, State state, Instant at) {}
}
