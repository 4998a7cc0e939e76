package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.emulator.Outputs;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
        .isEqualTo(new OutputTotals.Total(LONG, Outputs.sha256(repeated("\u00ff\n", LONG)), true));
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
    view.shell(
        "mkdir -p $(dirname %1$s) && printf '[containers]\nlog_driver=\"k8s-file\"\n' > %1$s && systemctl stop podman.service"
            .formatted(DROP_IN));
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
