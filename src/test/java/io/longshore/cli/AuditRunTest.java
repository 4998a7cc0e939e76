package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.Results;
import io.longshore.client.PretendBroker;
import io.longshore.client.ResultFeed;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.kafka.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AuditRunTest {
  private static final Event.Finished RESULT = Results.finished(Outcome.SUCCEEDED, 0);
  private static final HostName HOST = RESULT.header().host();
  private static final HostName LATER = new HostName("web02");

  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);
  private final List<String> told = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(HOST);

  @Test
  void anOutageOfTheBrokerIsToldOnceAndEndsNoFollowing() {
    consumer.schedulePollTask(() -> {
      PretendBroker.makeTopics(consumer, LATER);
      goAway();
    });
    consumer.schedulePollTask(() -> {
      consumer.addRecord(PretendBroker.result(HOST, 0, RESULT));
      goAway();
    });
    consumer.scheduleNopPollTask();
    consumer.schedulePollTask(out::close);

    try (ResultFeed feed = PretendBroker.feed(consumer)) {
      AuditRun run =
          new AuditRun(
              feed,
              List::of,
              Instant.EPOCH,
              new FilterOptions().filter(),
              new AuditPrinter(out, AuditOutput.TABLE, 0));
      run.showSoFar();
      run.follow(Duration.ZERO, told::add);

      assertThat(told)
          .containsExactly(
              "cannot read results: no broker answers at 127.0.0.1:1 (tried for 8 s); waiting for it");
      assertThat(printed.toString()).contains("container/nginx").hasLineCount(2);
      assertThat(consumer.assignment()).contains(new TopicPartition(Topics.results(LATER), 0));
    }
  }

  /// Until it is asked for offsets, which it is when topics are new.
  private void goAway() {
    consumer.setOffsetsException(new TimeoutException("the broker is away"));
  }
}
