package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.Envelope;
import io.longshore.command.VolumeName;
import io.longshore.event.Reading;
import io.longshore.ledger.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {
  private final Turns turns = new Turns(100);
  private final List<String> taken = new CopyOnWriteArrayList<>();

  /// Before that answer is durable nobody can know what the repeat is to be answered.
  @Test
  void aRepeatWaitsForTheEarlyAnswerToItsFirstMessage() throws Exception {
    CountDownLatch ahead = new CountDownLatch(1);
    Turn first = turn("x", 1, () -> taken.add("first"));
    Turn repeat = turn("x", 2, () -> taken.add("repeat"));
    turns.submit(turn("y", 0, () -> awaitQuietly(ahead)));
    turns.submit(first);
    turns.submit(repeat);
    CountDownLatch answering = new CountDownLatch(1);
    CountDownLatch durable = new CountDownLatch(1);
    CompletableFuture<Boolean> early =
        CompletableFuture.supplyAsync(() ->
            turns.answerEarly(
                first,
                () -> {
                  answering.countDown();
                  awaitQuietly(durable);
                  taken.add("first, early");
                }));

    answering.await();
    ahead.countDown();
    Thread.sleep(100);
    assertThat(taken).isEmpty();
    durable.countDown();
    assertThat(early.get()).isTrue();
    repeat.ended().get();
    assertThat(taken).containsExactly("first, early", "repeat");
  }

  private static Turn turn(String id, long offset, Runnable work) {
    Command create = new Command.CreateVolume(new VolumeName("data"));
    Envelope envelope = StoryHost.envelope(id, create, null, null, false);
    Delivery delivery = new Delivery(offset, Instant.EPOCH, new Reading.Understood(envelope));
    return new Turn(delivery, false, _ -> work.run());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
