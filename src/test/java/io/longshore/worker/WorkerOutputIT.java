package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.emulator.Outputs;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import io.longshore.event.Sha256;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long outputs, and such as are not UTF-8.
class WorkerOutputIT extends OnThrowawayHost {
  private static final int LONG = 64 * 1024 * 1024;
  private static final int MOST_TEXT = 300_000;
  private static final String DROP_IN = "/etc/containers/containers.conf.d/output-it.conf";

  @AfterEach
  void defaultLogDriver() {
    view.shell("rm -f " + DROP_IN + "; systemctl stop podman.service");
  }

  @Test
  void aProgramsLongOutputIsKeptInPartAndToldOfInWhole() {
    view.shell("podman run -d --name idle localhost/demo/tools:1");

    Event.Finished finished =
        desk.ask(
            "exec",
            "{'name':'idle','command':'sh -c \\\"yes \u00ff | head -c %d >&2\\\"'}"
                .formatted(LONG));

    assertThat(finished.outcome()).as("%s", finished.failure()).isEqualTo(Outcome.SUCCEEDED);
    OutputTotals totals = totals(finished);
    assertThat(totals.stderr())
        .isEqualTo(new OutputTotals.Total(LONG, Sha256.of(repeated("\u00ff\n", LONG)), true));
    assertThat(totals.stdout()).isEqualTo(Outputs.whole("", "").totals().stdout());
    assertThat(totals.complete()).isTrue();
    assertThat(finished.report().stderr())
        .startsWith("\u00ff\n")
        .contains("bytes left out")
        .hasSizeLessThan(MOST_TEXT);
    assertThat(finished.report().warnings()).isEmpty();
  }

  @Test
  void aTasksBinaryOutputThatTheEngineKeepsInAFileIsToldOfInWhole() {
    keepLogsWith("k8s-file");
    int length = LONG / 32;
    String script = "head -c %d /dev/urandom | tee /dev/stderr".formatted(length);

    Event.Finished finished = desk.ask("start_container", task(script));

    assertThat(finished.outcome()).as("%s", finished.failure()).isEqualTo(Outcome.SUCCEEDED);
    OutputTotals totals = totals(finished);
    assertThat(totals.complete()).isTrue();
    assertThat(totals.stdout().bytes()).isEqualTo(length);
    assertThat(totals.stdout().truncated()).isTrue();
    assertThat(totals.stderr()).isEqualTo(totals.stdout());
    assertThat(finished.report().stdout()).contains("\uFFFD").contains("bytes left out");
  }

  @Test
  void ofALongOutputInTheJournalNobodyClaimsThatItIsComplete() {
    Event.Finished finished = desk.ask("start_container", task("yes | head -n 40000"));

    assertThat(finished.outcome()).as("%s", finished.failure()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(totals(finished).complete()).isFalse();
    assertThat(totals(finished).stdout().bytes()).isBetween(20_000L, 80_000L);
    assertThat(finished.report().warnings()).anyMatch(warning -> warning.contains("k8s-file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"journald", "k8s-file"})
  void aTaskThatIsFollowedTellsWhatItWritesWhileItRuns(String driver) {
    keepLogsWith(driver);
    String script = "echo one; echo oh >&2; until [ -e /go ]; do sleep 0.1; done; echo two";

    String id = desk.follow("start_container", task(script));

    Event.Output out = (Event.Output) desk.await(event -> isOutput(id, Event.Stream.STDOUT, event));
    Event.Output err = (Event.Output) desk.await(event -> isOutput(id, Event.Stream.STDERR, event));
    assertThat(out).isEqualTo(new Event.Output(out.header(), Event.Stream.STDOUT, "one\n"));
    assertThat(err).isEqualTo(new Event.Output(err.header(), Event.Stream.STDERR, "oh\n"));
    view.shell("podman exec task touch /go");
    Event.Finished finished = desk.result(id);
    assertThat(finished.outcome()).as("%s", finished.failure()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().stdout()).isEqualTo("one\ntwo\n");
    assertThat(finished.report().stderr()).isEqualTo("oh\n");
    assertThat(desk.eventsOf(id, Duration.ofSeconds(1)).getLast()).isEqualTo(finished);
  }

  @Test
  void whoFollowsATaskThatWritesMuchIsToldTheBeginningOfIt() {
    keepLogsWith("k8s-file");
    String script =
        "yes %s | head -c 4000000; until [ -e /go ]; do sleep 0.1; done".formatted("x".repeat(999));

    String id = desk.follow("start_container", task(script));
    Event _ = desk.await(event -> isOutput(id, Event.Stream.STDOUT, event));
    view.shell("podman exec task touch /go");

    Event.Finished finished = desk.result(id);
    assertThat(finished.outcome()).as("%s", finished.failure()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(totals(finished).stdout().bytes()).isEqualTo(4_000_000);
    long told = 0;
    for (Event event : desk.eventsOf(id, Duration.ZERO)) {
      if (event instanceof Event.Output output) {
        assertThat(output.offset()).isEqualTo(told);
        assertThat(output.text()).hasSizeLessThanOrEqualTo(LiveOutput.MOST_AT_ONCE);
        told += output.text().length();
      }
    }
    assertThat(told).isBetween(1L, (long) LiveOutput.MOST);
  }

  @Test
  void aTaskIsFollowedOnAfterPodmansServiceWasRestarted() {
    String script =
        "echo one; until [ -e /go ]; do sleep 0.1; done; echo two; until [ -e /end ]; do sleep 0.1; done";
    String id = desk.follow("start_container", task(script));
    Event _ = desk.await(event -> isOutput(id, Event.Stream.STDOUT, event));

    view.shell("systemctl restart podman.service; podman exec task touch /go");

    Event.Output two =
        (Event.Output)
            desk.await(event ->
                isOutput(id, Event.Stream.STDOUT, event) && ((Event.Output) event).offset() > 0);
    assertThat(two.text()).isEqualTo("two\n");
    view.shell("podman exec task touch /end");
    assertThat(desk.result(id).report().stdout()).isEqualTo("one\ntwo\n");
  }

  private static boolean isOutput(String id, Event.Stream stream, Event event) {
    return CommandDesk.isOf(id, event)
        && event instanceof Event.Output output
        && output.stream() == stream;
  }

  private static void keepLogsWith(String driver) {
    view.shell(
        "mkdir -p $(dirname %1$s) && printf '[containers]\nlog_driver=\"%2$s\"\n' > %1$s && systemctl stop podman.service"
            .formatted(DROP_IN, driver));
  }

  private static OutputTotals totals(Event.Finished finished) {
    return Objects.requireNonNull(finished.report().totals());
  }

  private static byte[] repeated(String line, int length) {
    byte[] once = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] all = new byte[length];
    for (int index = 0; index < length; index++) {
      all[index] = once[index % once.length];
    }
    return all;
  }

  private static String task(String script) {
    return "{'name':'task','image':'localhost/demo/tools:1','command':'sh -c \\\"%s\\\"','detach':false,'restart_policy':'oneshot'}"
        .formatted(script);
  }
}
