package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Containers that are run to their end.
class WorkerOneShotIT extends OnThrowawayHost {
  @Test
  void aTaskAnswersItsExitCodeAndWhatItWroteAndIsGone() throws InterruptedException {
    Event.Finished finished = desk.ask("start_container", task("echo out; echo err >&2", ""));

    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().changed()).isTrue();
    assertThat(finished.report().rc()).isZero();
    assertThat(finished.report().stdout()).isEqualTo("out\n");
    assertThat(finished.report().stderr()).isEqualTo("err\n");
    assertThat(view.unitLoaded("task")).isEqualTo("not-found");
    assertGone();
  }

  @Test
  void aTaskThatFailsIsAFailureWithItsExitCode() throws InterruptedException {
    Event.Finished finished = desk.ask("start_container", task("echo no >&2; exit 3", ""));

    assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finished.report().rc()).isEqualTo(3);
    assertThat(finished.report().stderr()).isEqualTo("no\n");
    Failure failure = Objects.requireNonNull(finished.failure());
    assertThat(failure.kind()).isEqualTo(FailureKind.NON_ZERO_EXIT);
    assertThat(failure.message()).isEqualTo("Container exited with non-zero return code 3");
    assertGone();
  }

  /// Where the engine knows: Debian 12's conmon does not tell it.
  @Test
  void aTaskThatTheKernelEndsForItsMemorySaysSo() throws InterruptedException {
    String more = ",'dimensions':{'mem_limit':'24m'},'remove_on_exit':false";
    Event.Finished finished = desk.ask("start_container", task("tail /dev/zero", more));

    assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finished.report().rc()).as("%s", finished).isEqualTo(137);
    assertThat(finished.report().warnings().toString().contains("State.OOMKilled"))
        .isEqualTo(view.container("task", "{{.State.OOMKilled}}").equals("true"));
  }

  @Test
  void aTaskThatIsToStayStays() throws InterruptedException {
    Event.Finished finished =
        desk.ask("start_container", task("echo out", ",'remove_on_exit':false"));

    assertThat(finished.report().rc()).isZero();
    while (!view.container("task", "{{.State.Status}} {{.State.ExitCode}}").equals("exited 0")) {
      Thread.sleep(100);
    }
  }

  /// It is removed only after its result is durable, so a little later than the result is seen.
  private static void assertGone() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (view.hasContainer("task")) {
      assertThat(System.nanoTime()).as("the container stays").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static String task(String script, String more) {
    return "{'name':'task','image':'localhost/demo/tools:1','command':'sh -c \\\"%s\\\"','detach':false,'restart_policy':'oneshot'%s}"
        .formatted(script, more);
  }
}
