package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.command.VolumeName;
import io.longshore.event.Reading;
import io.longshore.ledger.Delivery;
import java.time.Duration;
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

  /// The first one's end must not let a younger repeat stand for it: that one waits behind.
  @Test
  void aRepeatWaitsForNoneThatCameAfterIt() throws Exception {
    CountDownLatch atFirst = new CountDownLatch(1);
    CountDownLatch between = new CountDownLatch(1);
    Turn first = turn("x", 0, () -> awaitQuietly(atFirst));
    Turn second = turn("x", 2, () -> taken.add("second"));
    Turn third = turn("x", 3, () -> taken.add("third"));
    turns.submit(first);
    turns.submit(turn("y", 1, () -> awaitQuietly(between)));
    turns.submit(second);
    atFirst.countDown();
    first.ended().get();
    turns.submit(third);
    between.countDown();
    third.ended().get();
    assertThat(taken).containsExactly("second", "third");
  }

  @Test
  void aRepeatOfWhatIsLeftUnansweredIsLeftToo() throws Exception {
    CountDownLatch ahead = new CountDownLatch(1);
    Turn first =
        new Turn(
            delivery("x", 0),
            false,
            _ -> {
              awaitQuietly(ahead);
              return false;
            });
    Turn repeat = turn("x", 1, () -> taken.add("repeat"));
    turns.submit(first);
    turns.submit(repeat);
    ahead.countDown();

    assertThat(repeat.ended().get()).isFalse();
    assertThat(taken).isEmpty();
    assertThat(turns.leftAlone()).isEqualTo(2);
  }

  /// Those that wait for what is still to come must not keep it out; any number of them would.
  @Test
  void commandsAboutTheHostAreNoLoadAsLongAsTheyAreFew() {
    CountDownLatch held = new CountDownLatch(1);
    turns.submit(turn("work", 0, () -> awaitQuietly(held)));
    int sent = 0;
    while (turns.hasRoomForControl()) {
      turns.submit(thaw("few" + sent++, held));
    }
    assertThat(turns.load()).isEqualTo(1);

    turns.submit(thaw("many", held));
    assertThat(turns.load()).isEqualTo(2);
    held.countDown();
  }

  /// A few hundred messages of 1 MiB do not fit a worker's memory.
  @Test
  void aLargeMessageIsAsMuchLoadAsManySmallOnesUntilItIsAnswered() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    Reading reading = delivery("large", 0).reading();
    Turn large = turn(new Delivery(0, Instant.EPOCH, 1 << 20, reading), () -> awaitQuietly(held));
    turns.submit(large);
    assertThat(turns.load()).isEqualTo(65);
    assertThat(turns.inFlight()).isEqualTo(1);

    held.countDown();
    assertThat(turns.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(turns.load()).isZero();
  }

  private static Turn thaw(String id, CountDownLatch held) {
    return turn(delivery(id, 1, new HostControl.ThawHost()), () -> awaitQuietly(held));
  }

  private static Turn turn(String id, long offset, Runnable work) {
    return turn(delivery(id, offset), work);
  }

  private static Turn turn(Delivery delivery, Runnable work) {
    return new Turn(
        delivery,
        false,
        _ -> {
          work.run();
          return true;
        });
  }

  private static Delivery delivery(String id, long offset) {
    return delivery(id, offset, new Command.CreateVolume(new VolumeName("data")));
  }

  private static Delivery delivery(String id, long offset, Command command) {
    Envelope envelope = StoryHost.envelope(id, command, null, null, false);
    return new Delivery(offset, Instant.EPOCH, 0, new Reading.Understood(envelope));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
