package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static io.longshore.worker.StoryHost.WEB;
import static io.longshore.worker.StoryHost.cancel;
import static io.longshore.worker.StoryHost.start;
import static io.longshore.worker.StoryHost.stop;
import static io.longshore.worker.StoryHost.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrowdedLaneStoryTest {
  /// Far more than the worker takes in hand.
  private static final int MANY = 200;

  private final StoryHost host = new StoryHost(64, false);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void theManyCommandsOfAContainerThatHangsHoldUpNoOtherAndAreThenAnsweredInTheirOrder() {
    host.send("job", task());
    host.awaitStarted("job");
    List<String> behind = IntStream.range(0, MANY).mapToObj(number -> "behind-" + number).toList();
    behind.forEach(id -> host.send(id, stop(JOB)));
    host.send("web", start());

    host.log.result("web");
    assertThat(host.isAnswered("job")).isFalse();
    assertThat(host.runs(WEB)).isTrue();
    assertThat(host.worker().inFlight()).isLessThan(MANY);

    host.send("c", cancel("job"));
    host.log.result(behind.getLast());
    assertThat(host.log.events())
        .filteredOn(Event.Finished.class::isInstance)
        .extracting(event -> event.header().commandId().text())
        .filteredOn(behind::contains)
        .containsExactlyElementsOf(behind);
  }
}
