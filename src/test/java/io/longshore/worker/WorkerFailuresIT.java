package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.testhost.TestHost;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Failures name their kind, say what to do, and bring the words of whoever refused.
class WorkerFailuresIT extends OnThrowawayHost {
  @Test
  void aTagThatTheRegistryDoesNotHaveIsNamed() {
    Failure failure = failure(desk.ask("pull_image", "{'image':'" + image("web:404") + "'}"));

    assertThat(failure.kind()).isEqualTo(FailureKind.IMAGE_NOT_FOUND);
    assertThat(failure.message()).contains("demo/web:404");
    assertThat(failure.detail()).contains("manifest unknown");
  }

  @Test
  void aRefusedPasswordIsToldAndNeverRepeated() {
    Event.Finished refused =
        desk.ask(
            "pull_image",
            "{'image':'%s/demo/web:1','auth_username':'%s','auth_password':'wr~ong'}"
                .formatted(registries.httpPassword(), registries.user()));

    assertThat(failure(refused).kind()).isEqualTo(FailureKind.REGISTRY_UNAUTHORIZED);
    assertThat(failure(refused).hint()).isNotBlank();
    assertThat(refused.toString()).doesNotContain("wr~ong");
  }

  /// The unit's own limit of starts would be so many in so short a time that a slow machine never
  /// reaches it.
  @Test
  void aServiceThatCannotStartFailsWithTheWordsOfTheJournal() {
    String dropIn = "/etc/systemd/system/%s.d".formatted(view.unitName("broken"));
    view.shell(
        "mkdir -p %1$s; printf '[Unit]\\nStartLimitInterval=600\\nStartLimitBurst=3\\n' >%1$s/limit.conf"
            .formatted(dropIn));
    Event.Finished finished;
    try {
      finished =
          desk.ask(
              "start_container",
              """
              {'name':'broken','image':'localhost/demo/tools:1','command':'/no/such/program',
               'restart_policy':'on-failure','restart_retries':30,'client_timeout':59}\
              """);
    } finally {
      view.shell("rm -r " + dropIn);
    }

    Failure failure = failure(finished);
    assertThat(failure.kind()).as("%s", failure).isEqualTo(FailureKind.NOT_RUNNING);
    assertThat(failure.message()).startsWith("Container broken was never started");
    assertThat(failure.hint()).contains("podman logs broken");
    assertThat(failure.detail()).contains("/no/such/program", view.unitName("broken"));
    assertThat(view.container("broken", "{{.State.Running}}")).isEqualTo("false");
    assertThat(view.unit("broken")).isEqualTo("failed");
  }

  @Test
  void withoutABusACommandThatNeedsAUnitWaitsForItAndSaysSoWhenItsTimeIsOver() throws Exception {
    TestHost host = host();
    String name = hostName + "-without-bus";
    try (RunningWorker _ =
            RunningWorker.start(
                RunningWorker.config(
                    BROKER, name, host, RunningWorker.systemd(host, Path.of("/nonexistent/bus"))),
                host);
        CommandDesk other = new CommandDesk(BROKER, name)) {
      Event.Finished volume = other.ask("create_volume", "{'name':'data'}");
      Event.Finished service =
          other.ask(
              "start_container",
              "{'name':'svc','image':'localhost/demo/tools:1','restart_policy':'always'}",
              3);

      assertThat(volume.outcome()).as("%s", volume).isEqualTo(Outcome.SUCCEEDED);
      assertThat(failure(service).kind()).isEqualTo(FailureKind.SUPERVISOR_UNAVAILABLE);
      assertThat(failure(service).message()).contains("systemd has not answered since");
      assertThat(failure(service).detail()).contains("/nonexistent/bus");
      assertThat(failure(service).hint()).isNotBlank();
      assertThat(view.hasContainer("svc")).isFalse();
    }
  }

  private static Failure failure(Event.Finished finished) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.FAILED);
    return Objects.requireNonNull(finished.failure());
  }
}
