package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static io.longshore.worker.StoryHost.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.emulator.FakeOperation;
import io.longshore.emulator.FakeProgram;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A task that somebody follows.
class FollowStoryTest {
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private final StoryHost host = new StoryHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void whatATaskWritesIsToldWhileItRunsAndAllOfItInTheResult() {
    writes(Duration.ofMinutes(5));
    host.follow("job", task());

    StoryHost.await(() -> outputs().size() == 2);
    assertThat(host.isAnswered("job")).isFalse();
    Event told = outputs().getFirst();
    assertThat(told).isEqualTo(new Event.Output(told.header(), Event.Stream.STDOUT, "out\n"));
    host.engine.containers().crash(JOB, 0);
    assertThat(host.log.result("job").report().stdout()).isEqualTo("out\n");
    assertThat(outputs()).extracting(Event.Output::text).containsExactly("out\n", "err\n");
    assertThat(host.log.events().getLast()).isInstanceOf(Event.Finished.class);
  }

  @Test
  void nobodyIsToldWhoHasNotAsked() {
    writes(Duration.ofMillis(500));
    host.send("job", task());

    assertThat(host.log.result("job").report().stdout()).isEqualTo("out\n");
    assertThat(outputs()).isEmpty();
  }

  @Test
  void aTaskThatCannotBeFollowedRunsAllTheSame() {
    writes(Duration.ofMillis(500));
    host.engine.faults().failAlways(FakeOperation.FOLLOW, FailureKind.ENGINE);
    host.follow("job", task());

    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("job").report().stdout()).isEqualTo("out\n");
    assertThat(outputs()).isEmpty();
  }

  @Test
  void anEngineThatGoesAwayMeanwhileIsFollowedAgainAndNothingIsToldTwice() {
    writes(Duration.ofMinutes(5));
    AtomicInteger follows = new AtomicInteger();
    host.engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.FOLLOW) {
            follows.incrementAndGet();
          }
        });
    host.engine.faults().loseNextAnswer(FakeOperation.FOLLOW, FailureKind.ENGINE_UNAVAILABLE);
    host.follow("job", task());

    StoryHost.await(() -> follows.get() == 2 && outputs().size() == 2);
    host.engine.containers().crash(JOB, 0);
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(outputs()).extracting(Event.Output::text).containsExactly("out\n", "err\n");
  }

  @Test
  void theNextAttemptTellsAgainFromTheFirstByteOn() {
    writes(A_WHILE);
    host.dieAt(event -> event instanceof Event.Finished);
    host.follow("job", task());
    Event _ = host.log.await(event -> event instanceof Event.Output);
    host.awaitDeath();
    int before = outputs().size();
    host.engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.AWAIT_EXIT) {
            StoryHost.await(() -> outputs().size() >= before + 2);
          }
        });
    host.startAgain();

    Event.Finished job = host.log.result("job");
    assertThat(job.attempts()).isEqualTo(2);
    assertThat(job.report().stdout()).isEqualTo("out\n");
    assertThat(outputs())
        .extracting(Event.Output::text)
        .containsExactly("out\n", "err\n", "out\n", "err\n");
    assertThat(outputs()).extracting(Event.Output::offset).containsOnly(0L);
    assertThat(host.log.events().stream().filter(event -> event instanceof Event.Finished))
        .hasSize(1);
  }

  @Test
  void aFollowedTaskThatIsCalledOffIsAnsweredOnceAndLast() {
    writes(Duration.ofMinutes(5));
    host.follow("job", task());
    StoryHost.await(() -> outputs().size() == 2);
    host.send("c", StoryHost.cancel("job"));

    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(host.log.result("c").outcome()).isEqualTo(Outcome.SUCCEEDED);
    List<Event> ofJob =
        host.log.events().stream()
            .filter(event -> event.header().commandId().equals(new CommandId("job")))
            .toList();
    assertThat(ofJob.getLast()).isInstanceOf(Event.Finished.class);
    assertThat(outputs()).extracting(Event.Output::text).containsExactly("out\n", "err\n");
  }

  private void writes(Duration takes) {
    host.engine
        .containers()
        .scripts()
        .container(JOB, new FakeProgram.Run(0, "out\n", "err\n", takes));
  }

  private List<Event.Output> outputs() {
    return host.log.events().stream()
        .filter(Event.Output.class::isInstance)
        .map(Event.Output.class::cast)
        .toList();
  }
}
