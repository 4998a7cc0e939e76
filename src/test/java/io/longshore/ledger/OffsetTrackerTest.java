package io.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ledger.OffsetTracker.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

  @Test
  void theCommitStaysBeforeTheFirstMessageThatIsNotDone() {
    OffsetTracker tracker = OffsetTracker.startingAt(10);
    beginAll(tracker, 10, 14);
    tracker.finish(11);
    tracker.finish(13);

    assertThat(tracker.position().offset()).isEqualTo(10);
    tracker.finish(10);
    assertThat(tracker.position().offset()).isEqualTo(12);
    tracker.finish(12);
    assertThat(tracker.position()).isEqualTo(new Position(14, ""));
  }

  @Test
  void whatWasDoneOutOfOrderIsNotHandedOutAgainAfterARestart() {
    OffsetTracker before = OffsetTracker.startingAt(0);
    beginAll(before, 0, 6);
    before.finish(1);
    before.finish(4);

    OffsetTracker after =
        OffsetTracker.resume(before.position().offset(), before.position().metadata());

    assertThat(handedOut(after, 0, 8)).containsExactly(0L, 2L, 3L, 5L, 6L, 7L);
  }

  @Test
  void aMessageThatRetentionRemovedDoesNotHoldTheCommitBackForEver() {
    OffsetTracker before = OffsetTracker.startingAt(100);
    beginAll(before, 100, 103);
    before.finish(101);
    OffsetTracker after =
        OffsetTracker.resume(before.position().offset(), before.position().metadata());

    assertThat(after.begin(5_000)).isTrue();
    after.finish(5_000);

    assertThat(after.position()).isEqualTo(new Position(5_001, ""));
  }

  @Test
  void aGapOfBillionsCostsNothingWhenNothingIsInFlight() {
    OffsetTracker tracker = OffsetTracker.startingAt(0);

    assertThat(tracker.begin(1L << 40)).isTrue();
    tracker.finish(1L << 40);

    assertThat(tracker.position()).isEqualTo(new Position((1L << 40) + 1, ""));
  }

  @Test
  void theMetadataOfTheLongestStretchFitsIntoACommit() {
    OffsetTracker tracker = OffsetTracker.startingAt(0);
    tracker.begin(0);
    long offset = 1;
    for (; tracker.hasRoom(); offset++) {
      tracker.begin(offset);
      tracker.finish(offset);
    }
    beginAll(tracker, offset, offset + 500);
    tracker.finish(offset + 499);

    assertThat(offset).isEqualTo(OffsetTracker.LONGEST_STRETCH);
    assertThat(tracker.position().metadata()).hasSizeLessThanOrEqualTo(4096);
  }

  @Test
  void metadataOfAnotherProgramIsRefused() {
    assertThatThrownBy(() -> OffsetTracker.resume(5, "reset by hand!"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Random logs with gaps, finished in random order, with restarts in between, against sets.
  @RepeatedTest(200)
  void behavesLikeTwoSetsWhateverTheOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Long> log = randomLog(random);
    TreeSet<Long> undone = new TreeSet<>(log);
    OffsetTracker tracker = OffsetTracker.startingAt(0);
    while (!undone.isEmpty()) {
      List<Long> inFlight = new ArrayList<>();
      for (long offset : log) {
        boolean wanted = tracker.begin(offset);
        assertThat(wanted)
            .as("offset %d, seed %d", offset, seed)
            .isEqualTo(undone.contains(offset));
        if (wanted) {
          inFlight.add(offset);
        }
        if (random.nextInt(3) == 0 && !inFlight.isEmpty()) {
          long finished = inFlight.remove(random.nextInt(inFlight.size()));
          tracker.finish(finished);
          undone.remove(finished);
        }
        assertThat(tracker.position().offset())
            .as("watermark, seed %d", seed)
            .isLessThanOrEqualTo(undone.isEmpty() ? Long.MAX_VALUE : undone.first());
      }
      Position commit = tracker.position();
      tracker = OffsetTracker.resume(commit.offset(), commit.metadata());
    }
    assertThat(tracker.position())
        .as("seed %d", seed)
        .isEqualTo(new Position(log.getLast() + 1, ""));
  }

  @Test
  void whatIsHandedOutAheadOfItsTurnIsSkippedThen() {
    OffsetTracker tracker = OffsetTracker.startingAt(0);
    beginAll(tracker, 0, 2);
    assertThat(tracker.beginAhead(5)).isTrue();
    assertThat(tracker.beginAhead(5)).isFalse();
    assertThat(tracker.beginAhead(1)).as("in its turn before").isFalse();
    assertThat(tracker.next()).isEqualTo(2);

    assertThat(handedOut(tracker, 2, 7)).containsExactly(2L, 3L, 4L, 6L);
    assertThat(tracker.next()).isEqualTo(7);
    tracker.finish(5);
    List.of(0L, 1L, 2L, 3L, 4L).forEach(tracker::finish);
    assertThat(tracker.position()).isEqualTo(new Position(6, ""));
  }

  @Test
  void whatWasDoneAheadOfItsTurnIsSkippedThenAndAfterARestart() {
    OffsetTracker tracker = OffsetTracker.startingAt(0);
    beginAll(tracker, 0, 2);
    assertThat(tracker.beginAhead(5)).isTrue();
    tracker.finish(5);
    Position commit = tracker.position();
    assertThat(handedOut(tracker, 2, 7)).containsExactly(2L, 3L, 4L, 6L);

    OffsetTracker next = OffsetTracker.resume(commit.offset(), commit.metadata());
    assertThat(next.beginAhead(5)).isFalse();
    assertThat(handedOut(next, 0, 7)).containsExactly(0L, 1L, 2L, 3L, 4L, 6L);
  }

  @Test
  void whatWasDoneFarAheadTakesNoRoomFromWhatHasItsTurn() {
    OffsetTracker tracker = OffsetTracker.startingAt(0);
    assertThat(tracker.beginAhead(1_000_000)).isTrue();
    tracker.finish(1_000_000);

    assertThat(tracker.hasRoom()).isTrue();
    assertThat(tracker.position().metadata().length()).isLessThanOrEqualTo(4096);
    assertThat(tracker.begin(0)).isTrue();
  }

  private static List<Long> randomLog(Random random) {
    List<Long> log = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < 60; i++) {
      offset += random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 1;
      log.add(offset);
    }
    return log;
  }

  private static void beginAll(OffsetTracker tracker, long from, long to) {
    handedOut(tracker, from, to);
  }

  private static List<Long> handedOut(OffsetTracker tracker, long from, long to) {
    List<Long> offsets = new ArrayList<>();
    for (long offset = from; offset < to; offset++) {
      if (tracker.begin(offset)) {
        offsets.add(offset);
      }
    }
    return offsets;
  }
}
