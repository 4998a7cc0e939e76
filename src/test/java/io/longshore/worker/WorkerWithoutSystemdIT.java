package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.config.SupervisorSettings;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import org.junit.jupiter.api.Test;

/// `supervisor: engine`: Podman's own restart policies instead of units.
class WorkerWithoutSystemdIT extends OnThrowawayHost {
  @Test
  void theEngineKeepsAServiceRunningWithoutAUnit() throws Exception {
    String name = hostName + "-without-systemd";
    try (RunningWorker _ =
            RunningWorker.start(
                RunningWorker.config(BROKER, name, host(), new SupervisorSettings.Engine()),
                host());
        CommandDesk other = new CommandDesk(BROKER, name)) {
      Event.Finished started = other.ask("start_container", service());

      assertThat(started.outcome()).as("%s", started).isEqualTo(Outcome.SUCCEEDED);
      assertThat(view.container("svc", "{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}"))
          .isEqualTo("running unless-stopped");
      assertThat(view.unitLoaded("svc")).isEqualTo("not-found");
      assertThat(other.ask("start_container", service()).report().changed()).isFalse();

      Event.Finished removed = other.ask("remove_container", "{'name':'svc'}");
      assertThat(removed.outcome()).as("%s", removed).isEqualTo(Outcome.SUCCEEDED);
      assertThat(view.hasContainer("svc")).isFalse();
    }
  }

  private static String service() {
    return "{'name':'svc','image':'localhost/demo/tools:1','restart_policy':'unless-stopped'}";
  }
}
