package io.longshore.worker;

import static io.longshore.worker.StoryHost.WEB;
import static io.longshore.worker.StoryHost.start;
import static io.longshore.worker.StoryHost.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.emulator.FakeOperation;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A worker that can give no answer to one command.
class DeathStoryTest {
  private final StoryHost host = new StoryHost(64, false);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void whatStandsBehindACommandThatCannotBeAnsweredIsBegunOnlyOnceThatOneIs() {
    HeldCalls looks = new HeldCalls(host.engine.faults(), FakeOperation.FIND_CONTAINER);
    host.dieAt(event -> event instanceof Event.Finished && isOf("first", event));
    host.send("first", start());
    host.send("second", stop(WEB));
    StoryHost.await(() -> host.worker().queued() == 1);
    looks.letGo();
    host.awaitDeath();
    StoryHost.await(() -> host.worker().inFlight() == 0);

    host.startAgain();
    assertThat(host.log.result("second").outcome()).isEqualTo(Outcome.SUCCEEDED);
    List<Event> finished =
        host.log.events().stream().filter(Event.Finished.class::isInstance).toList();
    assertThat(finished)
        .extracting(event -> event.header().commandId().text())
        .containsExactly("first", "second");
  }

  private static boolean isOf(String id, Event event) {
    return event.header().commandId().equals(new CommandId(id));
  }
}
