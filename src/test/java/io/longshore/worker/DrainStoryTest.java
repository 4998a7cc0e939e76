package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static io.longshore.worker.StoryHost.WEB;
import static io.longshore.worker.StoryHost.cancel;
import static io.longshore.worker.StoryHost.restart;
import static io.longshore.worker.StoryHost.start;
import static io.longshore.worker.StoryHost.stop;
import static io.longshore.worker.StoryHost.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostControl;
import io.longshore.emulator.FakeOperation;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainStoryTest {
  private final StoryHost host = new StoryHost(64, false);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void whatRunsMayEndAndWhatWaitsBehindItIsNeitherBegunNorLost() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.send("behind", stop(JOB));
    host.send("behind2", stop(JOB));
    StoryHost.await(() -> host.worker().inFlight() == 3);
    host.worker().stop();
    Thread.startVirtualThread(() -> {
      Pauses.sleep(Duration.ofMillis(200));
      host.engine.containers().crash(JOB, 0);
    });

    assertThat(host.stop()).isEqualTo(new Drained(1, 2, 0));
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.isAnswered("behind")).isFalse();
    host.startAgain();
    assertThat(host.log.result("behind").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("behind2").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.events().stream().filter(Event.Finished.class::isInstance)).hasSize(3);
  }

  @Test
  void whatWaitsForItsTimeAThawOrACancelledCommandIsHandedOverAtOnce() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.send("f", new HostControl.FreezeHost(null));
    assertThat(host.log.result("f").outcome()).isEqualTo(Outcome.SUCCEEDED);
    host.send("frozen", stop(new ContainerName("db")));
    host.send("later", stop(WEB), Instant.now().plusSeconds(3600), null);
    host.send("c", cancel("job2"), Instant.now().plusSeconds(3600), null);
    StoryHost.await(() -> host.worker().inFlight() == 4);
    host.engine.containers().crash(JOB, 0);
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.SUCCEEDED);
    StoryHost.await(() -> host.worker().inFlight() == 3);

    assertThat(host.stop()).isEqualTo(new Drained(0, 3, 0));
  }

  @Test
  void whatWaitsForTheEngineIsHandedOverAndGoesOnWithTheNextStart() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    // The task looks at no image any more, whatever it does at this moment.
    host.engine.faults().failAlways(FakeOperation.FIND_IMAGE, FailureKind.ENGINE_UNAVAILABLE);
    host.send("start", start());
    StoryHost.await(() -> host.worker().inFlight() == 2);

    assertThat(host.stop(Duration.ofMillis(100)).complete()).isFalse();
    host.engine.faults().heal();
    host.engine.containers().crash(JOB, 7);
    StoryHost.await(() -> host.isAnswered("job"));
    host.startAgain();
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("job").report().rc()).isEqualTo(7);
  }

  @Test
  void laterCommandsOfAResourceWaitForOneThatWaitsForItsTime() {
    host.send("first", start());
    assertThat(host.log.result("first").outcome()).isEqualTo(Outcome.SUCCEEDED);
    host.send("later", restart(), Instant.now().plusSeconds(3600), null);
    host.send("after", stop(WEB));
    host.send("elsewhere", stop(JOB));

    assertThat(host.log.result("elsewhere").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.isAnswered("after")).isFalse();
    host.send("c", cancel("later"));
    assertThat(host.log.result("after").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.isAnswered("later")).isTrue();
    assertThat(host.log.result("later").outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void aCancelAndAThawAreTakenInAlthoughThereIsNoRoom() {
    try (StoryHost small = new StoryHost(2, true)) {
      small.send("f", new HostControl.FreezeHost(null));
      assertThat(small.log.result("f").outcome()).isEqualTo(Outcome.SUCCEEDED);
      for (int number = 0; number < 6; number++) {
        small.send("stop" + number, stop(new ContainerName("c" + number)));
      }
      small.send("c", cancel("stop1"));
      assertThat(small.log.result("stop1").outcome()).isEqualTo(Outcome.CANCELLED);
      small.send("c2", cancel("stop5"));
      small.awaitStarted("c2");
      assertThat(small.isAnswered("c2")).isFalse();
      small.send("t", new HostControl.ThawHost());

      assertThat(small.log.result("stop5").outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(small.log.result("c2").report().changed()).isTrue();
      assertThat(small.log.result("stop4").outcome()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(small.log.events().stream().filter(DrainStoryTest::isBegunFive)).isEmpty();
    }
  }

  private static boolean isBegunFive(Event event) {
    return event instanceof Event.Started
        && event.header().commandId().equals(new CommandId("stop5"));
  }
}
