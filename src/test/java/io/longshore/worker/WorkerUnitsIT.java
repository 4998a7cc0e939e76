package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Units: those of a Kolla deployment, those that fail, and what systemd makes of their numbers.
class WorkerUnitsIT extends OnThrowawayHost {
  private static final String PATIENCE = "/etc/systemd/system.conf.d/test.conf";

  /// The lines in which the texts of the reference's releases differ.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Requires=network-online.target|",
        "Requires=network-online.target|SuccessExitStatus=143",
        "|SuccessExitStatus=143",
        "Wants=network-online.target|SuccessExitStatus=143",
        "Wants=network-online.target\nPartOf=kolla.target|SuccessExitStatus=143"
      })
  void aContainerUnderAUnitOfAnOlderReleaseIsTakenOverAsItRuns(String lines) throws IOException {
    String text = deploy(lines);
    Instant started = view.startedAt("svc");
    String made = view.id("svc");

    assertUnchanged(desk.ask("compare_container", service("hello")));
    assertUnchanged(desk.ask("start_container", service("hello")));
    assertUnchanged(desk.ask("recreate_or_restart_container", service("hello")));

    assertThat(view.startedAt("svc")).isEqualTo(started);
    assertThat(view.id("svc")).isEqualTo(made);
    assertThat(Files.readString(unitFile())).isEqualTo(text);
  }

  @Test
  void anOlderUnitIsBroughtUpToDateWhenItsContainerIsMadeAnew() throws IOException {
    deploy("Requires=network-online.target|");

    Event.Finished changed = desk.ask("start_container", service("hej"));

    assertThat(changed.outcome()).as("%s", changed).isEqualTo(Outcome.SUCCEEDED);
    assertThat(changed.report().differences().stream().map(Difference::aspect))
        .containsExactly("environment");
    assertThat(Files.readString(unitFile()))
        .contains("Wants=network-online.target\nPartOf=kolla.target\n", "SuccessExitStatus=143\n");
    assertThat(view.shell("systemctl show -P NeedDaemonReload " + view.unitName("svc")))
        .isEqualTo("no");
  }

  @Test
  void aUnitThatDoesNotRestartFailsTheStartAtOnceAndSaysHow() {
    Event.Finished finished =
        desk.ask(
            "start_container",
            """
            {'name':'broken','image':'localhost/demo/tools:1','command':'/no/such/program',
             'restart_policy':'no','client_timeout':120}\
            """);

    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.FAILED);
    Failure failure = Objects.requireNonNull(finished.failure());
    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_RUNNING);
    assertThat(failure.message()).contains("Result=exit-code", "main process exited 12");
    assertThat(failure.detail()).contains("Result=exit-code", "/no/such/program");
    assertThat(took(finished)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aServiceThatHasToBeKilledIsStoppedAndItsUnitNotLeftFailed() {
    desk.ask(
        "start_container",
        """
        {'name':'stubborn','image':'localhost/demo/tools:1','restart_policy':'always',
         'command':'sh -c \\"trap : TERM; while :; do sleep 0.2; done\\"','graceful_timeout':1}\
        """);

    Event.Finished stopped = desk.ask("stop_container", "{'name':'stubborn','graceful_timeout':1}");

    assertThat(stopped.outcome()).as("%s", stopped).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.unit("stubborn")).isEqualTo("inactive");
    assertThat(view.container("stubborn", "{{.State.ExitCode}}")).isEqualTo("137");
  }

  /// With systemd's own patience cut from 90 s to 1 s, and a container that takes 3 s to stop
  /// (D89).
  @Test
  void aLongGraceIsNotCutShortBySystemd() {
    view.shell(
        "mkdir -p /etc/systemd/system.conf.d; printf '[Manager]\nDefaultTimeoutStopSec=1\n' >"
            + PATIENCE
            + "; systemctl daemon-reload");
    desk.ask(
        "start_container",
        """
        {'name':'slow','image':'localhost/demo/tools:1','restart_policy':'always','graceful_timeout':85,
         'command':'sh -c \\"trap \\\\\\"sleep 3; exit 0\\\\\\" TERM; while :; do sleep 0.1; done\\"'}\
        """);

    Event.Finished stopped = desk.ask("stop_container", "{'name':'slow','graceful_timeout':85}");

    assertThat(stopped.outcome()).as("%s", stopped).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.container("slow", "{{.State.ExitCode}}")).isEqualTo("0");
    assertThat(view.shell("journalctl -o cat -u " + view.unitName("slow")))
        .doesNotContain("timed out");
  }

  @AfterEach
  void usualPatience() {
    view.shell("rm -f " + PATIENCE + "; systemctl daemon-reload");
  }

  @ParameterizedTest
  @CsvSource({"0, 120, 10s, 0", "1000, 120, 0, 1000"})
  void systemdTakesEveryNumberOfRetries(int retries, int timeout, String pause, String burst) {
    Event.Finished finished =
        desk.ask(
            "start_container",
            "{'name':'svc','image':'localhost/demo/tools:1','restart_policy':'always','restart_retries':%d,'client_timeout':%d}"
                .formatted(retries, timeout));

    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    String unit = view.unitName("svc");
    assertThat(view.shell("systemctl show -P RestartUSec " + unit)).isEqualTo(pause);
    assertThat(view.shell("systemctl show -P StartLimitBurst " + unit)).isEqualTo(burst);
    assertThat(view.shell("systemctl show -P LoadState " + unit)).isEqualTo("loaded");
  }

  /// Makes a container and its unit as the reference does, which enables only after the reload.
  private String deploy(String lines) throws IOException {
    String[] parts = lines.split("\\|", -1);
    String text = unitText(parts[0], parts[1]);
    view.shell(
        "podman create --name svc --network host -e GREETING=hello -e KOLLA_SERVICE_NAME=svc -e TZ="
            + new HostFiles(host().root()).timeZone()
            + " localhost/demo/kolla:1");
    Files.writeString(unitFile(), text);
    view.shell(
        "systemctl daemon-reload; busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1"
            + " org.freedesktop.systemd1.Manager EnableUnitFiles asbb 1 "
            + view.unitName("svc")
            + " false true; systemctl start "
            + view.unitName("svc"));
    view.shell("until [ \"$(podman inspect -f '{{.State.Running}}' svc)\" = true ]; do :; done");
    return text;
  }

  private Path unitFile() {
    return host().root().resolve("etc/systemd/system").resolve(view.unitName("svc"));
  }

  private static String unitText(String dependencies, String exitStatus) {
    return """
    # kolla-svc-container.service
    # autogenerated by Kolla-Ansible

    [Unit]
    Description=podman kolla-svc-container.service
    After=network-online.target
    %sStartLimitInterval=120
    StartLimitBurst=10

    [Service]
    ExecStart=/usr/bin/podman start -a svc
    ExecStop=/usr/bin/podman stop svc -t 60
    Restart=always
    RestartSec=11
    %s
    [Install]
    WantedBy=multi-user.target
    """
        .formatted(line(dependencies), line(exitStatus));
  }

  private static String line(String text) {
    return text.isEmpty() ? "" : text + "\n";
  }

  private static void assertUnchanged(Event.Finished finished) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().changed()).as("%s", finished).isFalse();
    assertThat(finished.report().differences()).isEmpty();
    assertThat(finished.report().steps()).isEmpty();
  }

  private static Duration took(Event.Finished finished) {
    return finished.report().steps().stream()
        .map(StepReport::duration)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static String service(String greeting) {
    return "{'name':'svc','image':'localhost/demo/kolla:1','restart_policy':'unless-stopped','graceful_timeout':60,'environment':{'GREETING':'%s'}}"
        .formatted(greeting);
  }
}
