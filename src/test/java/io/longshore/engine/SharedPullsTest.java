package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeFaults;
import io.longshore.emulator.FakeOperation;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many who ask for one image, on an engine whose pulls go on when the test lets them.
@Timeout(30)
class SharedPullsTest {
  private static final String IMAGE = "registry.example/kolla/keystone:1";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeContainerEngine fake = new FakeContainerEngine(InstantSource.system());
  private final ContainerEngine engine = SharedPulls.in(fake);
  private final AtomicInteger pulls = new AtomicInteger();
  private final Semaphore mayGoOn = new Semaphore(0);
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void holdPulls() {
    fake.faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.PULL_IMAGE) {
            pulls.incrementAndGet();
            awaitLeave();
          }
        });
  }

  private void awaitLeave() {
    try {
      mayGoOn.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw FakeFaults.failure(FailureKind.TIMED_OUT, "interrupted");
    }
  }

  @Test
  void howeverManyAskForAnImageItIsPulledOnceAndAllGetIt() {
    String id = fake.images().publish(IMAGE).id();
    List<CompletableFuture<String>> all =
        Stream.generate(() -> pull(ImageRequest.of(new ImageReference(IMAGE)), LONG))
            .limit(20)
            .toList();
    awaitWaiting(19);

    mayGoOn.release();

    assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(id));
    assertThat(pulls).hasValue(1);
  }

  @Test
  void whoWaitsHearsTheProgressOfTheOneWhoPulls() {
    fake.images().publish(IMAGE);
    CompletableFuture<String> first = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitPulls(1);
    CompletableFuture<String> second = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitWaiting(1);

    mayGoOn.release();
    first.join();
    second.join();

    assertThat(heard)
        .containsExactly(
            "Waiting for another command that is pulling " + IMAGE,
            "Trying to pull " + IMAGE + "...",
            "Trying to pull " + IMAGE + "...");
  }

  @Test
  void aFailureIsEverybodys() {
    fake.images().refuse(IMAGE, FailureKind.REGISTRY_UNREACHABLE);
    CompletableFuture<String> first = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitPulls(1);
    CompletableFuture<String> second = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitWaiting(1);

    mayGoOn.release();

    assertFails(first, FailureKind.REGISTRY_UNREACHABLE);
    assertFails(second, FailureKind.REGISTRY_UNREACHABLE);
    assertThat(pulls).hasValue(1);
  }

  @Test
  void anotherPullAfterTheFirstIsAPullOfItsOwn() {
    fake.images().publish(IMAGE);
    mayGoOn.release(2);

    pull(ImageRequest.of(new ImageReference(IMAGE)), LONG).join();
    pull(ImageRequest.of(new ImageReference(IMAGE)), LONG).join();

    assertThat(pulls).hasValue(2);
  }

  @Test
  void aNameWithoutTagIsTheSameAsItsLatest() {
    fake.images().publish("registry.example/kolla/keystone:latest");
    var _ = pull(ImageRequest.of(new ImageReference("registry.example/kolla/keystone")), LONG);
    awaitPulls(1);

    var _ =
        pull(ImageRequest.of(new ImageReference("registry.example/kolla/keystone:latest")), LONG);

    awaitWaiting(1);
    mayGoOn.release();
  }

  @Test
  void anotherAccountAnotherTrustAndAnotherTagArePullsOfTheirOwn() {
    ImageReference image = new ImageReference(IMAGE);
    fake.images().publish(IMAGE);
    var _ = pull(ImageRequest.of(image), LONG);
    var _ = pull(new ImageRequest(image, new Credentials("u", "p"), null), LONG);
    var _ = pull(new ImageRequest(image, new Credentials("u", "other"), null), LONG);
    var _ = pull(new ImageRequest(image, null, false), LONG);
    var _ = pull(ImageRequest.of(new ImageReference("registry.example/kolla/keystone:2")), LONG);

    awaitPulls(5);
    mayGoOn.release(5);
  }

  @Test
  void whoRunsOutOfTimeWhileWaitingLeavesThePullToItsOwner() {
    String id = fake.images().publish(IMAGE).id();
    CompletableFuture<String> first = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitPulls(1);

    assertFails(
        pull(ImageRequest.of(new ImageReference(IMAGE)), Duration.ofMillis(50)),
        FailureKind.TIMED_OUT);
    assertThat(first).isNotDone();
    mayGoOn.release();
    assertThat(first.join()).isEqualTo(id);
    assertThat(heard).doesNotHaveDuplicates();
  }

  @Test
  void whenTheOneWhoPullsRunsOutOfTimeAnotherTakesOver() {
    String id = fake.images().publish(IMAGE).id();
    fake.faults().loseNextAnswer(FakeOperation.PULL_IMAGE, FailureKind.TIMED_OUT);
    CompletableFuture<String> first =
        pull(ImageRequest.of(new ImageReference(IMAGE)), Duration.ofMillis(50));
    awaitPulls(1);
    CompletableFuture<String> second = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitWaiting(1);
    // Only so much is left of the first's time that it is over when its pull fails.
    sleep(Duration.ofMillis(60));

    mayGoOn.release();
    assertFails(first, FailureKind.TIMED_OUT);
    awaitPulls(2);
    mayGoOn.release();

    assertThat(second.join()).isEqualTo(id);
  }

  @Test
  void lookingAndRemovingDoNotWaitForAPull() {
    fake.images().load("registry.example/kolla/keystone:0");
    fake.images().publish(IMAGE);
    var _ = pull(ImageRequest.of(new ImageReference(IMAGE)), LONG);
    awaitPulls(1);

    ImageReference old = new ImageReference("registry.example/kolla/keystone:0");
    ObservedImage found = engine.images().find(old).orElseThrow();
    assertThat(engine.images().remove(old, found)).isTrue();
    mayGoOn.release();
  }

  private CompletableFuture<String> pull(ImageRequest request, Duration limit) {
    return CompletableFuture.supplyAsync(
        () -> engine.images().pull(request, heard::add, limit), Thread::startVirtualThread);
  }

  private static void assertFails(CompletableFuture<String> pull, FailureKind kind) {
    assertThatThrownBy(pull::join)
        .isInstanceOf(CompletionException.class)
        .extracting(Throwable::getCause)
        .isInstanceOfSatisfying(
            EngineException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private void awaitPulls(int count) {
    while (pulls.get() < count) {
      sleep(Duration.ofMillis(1));
    }
  }

  private void awaitWaiting(int count) {
    while (heard.stream().filter(line -> line.startsWith("Waiting")).count() < count) {
      sleep(Duration.ofMillis(1));
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
