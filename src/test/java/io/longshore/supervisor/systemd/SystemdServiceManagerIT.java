package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager;
import io.longshore.supervisor.ServiceManager.JobResult;
import io.longshore.supervisor.ServiceManagerContract;
import io.longshore.supervisor.SupervisorException;
import io.longshore.supervisor.UnitReport;
import io.longshore.supervisor.UnitTexts;
import io.longshore.supervisor.UnitWatch;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"b", "t"})
@Timeout(120)
class SystemdServiceManagerIT extends ServiceManagerContract {
  @Parameter String hostName;

  private TestHost host;
  private SystemdServiceManager services;

  @BeforeEach
  void connect() {
    host = TestFleet.shared().host(hostName);
    services = new SystemdServiceManager(settings(host.commandPrefix()));
    services.connect();
  }

  @Override
  protected ServiceManager services() {
    return services;
  }

  @Test
  void anInstalledUnitIsEnabledAndItsFileReadableByAll() throws IOException {
    services.install(unit, UnitTexts.running());

    assertThat(run("systemctl", "is-enabled", unit.text())).isEqualTo("enabled\n");
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void aFileThatWasWrittenButNotTakenOverIsTakenOver() throws IOException {
    services.install(unit, UnitTexts.running());
    services.start(unit, LONG);
    Files.writeString(file(), UnitTexts.failing());
    assertThat(services.find(unit).orElseThrow().settled()).isFalse();

    assertThat(services.install(unit, UnitTexts.failing())).isTrue();
    assertThat(services.find(unit).orElseThrow().settled()).isTrue();
  }

  @Test
  void aUnitThatIsNotEnabledIsEnabled() {
    services.install(unit, UnitTexts.running());
    run("systemctl", "disable", unit.text());
    assertThat(services.find(unit).orElseThrow().settled()).isFalse();

    assertThat(services.install(unit, UnitTexts.running())).isTrue();
    assertThat(run("systemctl", "is-enabled", unit.text())).isEqualTo("enabled\n");
  }

  @Test
  void aTextThatSystemdCannotReadIsRefusedWithAHint() {
    String unreadable = "[Service]\nType=oneshot\n\n[Install]\nWantedBy=multi-user.target\n";

    assertThatExceptionOfType(SupervisorException.class)
        .isThrownBy(() -> services.install(unit, unreadable))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(FailureKind.SUPERVISOR))
        .satisfies(refusal -> assertThat(refusal.hint()).contains("systemd-analyze verify"))
        .satisfies(refusal -> assertThat(refusal.supervisorWords()).contains("bad-setting"));
  }

  @Test
  void aUnitThatAnOperatorMaskedStaysMasked() {
    run("systemctl", "mask", unit.text());

    assertThatExceptionOfType(SupervisorException.class)
        .isThrownBy(() -> services.install(unit, UnitTexts.running()))
        .satisfies(refusal -> assertThat(refusal.hint()).contains("systemctl unmask " + unit));
    assertThatExceptionOfType(SupervisorException.class)
        .isThrownBy(() -> services.start(unit, LONG))
        .satisfies(refusal -> assertThat(refusal.hint()).contains("systemctl unmask " + unit));
    run("systemctl", "unmask", unit.text());
  }

  @Test
  void uninstallingLeavesNeitherFileNorLink() throws IOException {
    services.install(unit, UnitTexts.running());

    services.uninstall(unit, LONG);

    try (Stream<Path> left = Files.walk(unitDirectory())) {
      assertThat(left.filter(path -> path.toString().contains(unit.text()))).isEmpty();
    }
  }

  @Test
  void aLinkWhoseFileIsGoneIsRemoved() throws IOException {
    services.install(unit, UnitTexts.running());
    Files.delete(file());
    Path link = unitDirectory().resolve("multi-user.target.wants").resolve(unit.text());
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();

    assertThat(services.uninstall(unit, LONG)).isTrue();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aRunningUnitWhoseFileIsGoneIsFoundAndRemoved() throws IOException {
    services.install(unit, UnitTexts.running());
    services.start(unit, LONG);
    Files.delete(file());
    run("systemctl", "daemon-reload");

    ObservedUnit found = services.find(unit).orElseThrow();
    assertThat(found.fileText()).isNull();
    assertThat(found.active()).isEqualTo(ActiveState.ACTIVE);
    assertThat(services.uninstall(unit, LONG)).isTrue();
    assertThat(services.find(unit)).isEmpty();
  }

  @Test
  void startsDoNotMeetTheStartLimit() {
    services.install(
        unit,
        UnitTexts.running()
            .replace("[Service]", "StartLimitIntervalSec=600\nStartLimitBurst=2\n[Service]"));

    Stream<JobResult> results = IntStream.range(0, 8).mapToObj(_ -> services.restart(unit, LONG));

    assertThat(results).containsOnly(JobResult.DONE);
  }

  @Test
  void aStopWaitsForAProcessThatTakesItsTime() {
    services.install(
        unit,
        UnitTexts.of(
            "ExecStart=/bin/sleep infinity\n" + held("ExecStop") + "\nExecStop=/bin/sleep 1"));
    services.start(unit, LONG);

    assertThat(services.stop(unit, Duration.ofMillis(300))).isEqualTo(JobResult.TIMED_OUT);
    letGoOn();
    assertThat(services.stop(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services.find(unit).orElseThrow().active()).isEqualTo(ActiveState.INACTIVE);
  }

  /// As a container does that has to be killed (D84).
  @Test
  void aUnitWhoseProcessFailsWhenItIsStoppedIsNotLeftFailed() {
    // Ready before it is stopped: a shell that is told to end while it makes its child leaves that.
    services.install(
        unit,
        UnitTexts.of(
            "Type=notify\nNotifyAccess=all\nExecStart=/bin/sh -c"
                + " 'trap \"exit 137\" TERM; sleep infinity & systemd-notify --ready; wait'"));
    assertThat(services.start(unit, LONG)).isEqualTo(JobResult.DONE);

    assertThat(services.stop(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services.find(unit).orElseThrow().active()).isEqualTo(ActiveState.INACTIVE);
  }

  @Test
  void aStopEndsAStartThatIsStillUnderWay() throws Exception {
    services.install(unit, UnitTexts.neverReady());
    Future<JobResult> start = inBackground(() -> services.start(unit, LONG));
    awaitActivating();

    assertThat(services.stop(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(start.get(30, TimeUnit.SECONDS)).isEqualTo(JobResult.CANCELED);
  }

  @Test
  void unitsInstalledTogetherShareReloads() throws Exception {
    List<UnitName> units = names("together", 50);
    long before = reloads();
    atOnce(units, each -> services.install(each, UnitTexts.running()));
    long after = reloads();

    assertThat(after - before).isBetween(1L, 20L);
    assertThat(units)
        .allSatisfy(each -> assertThat(services.find(each).orElseThrow().settled()).isTrue());
    atOnce(units, each -> services.uninstall(each, LONG));
    assertThat(units).allSatisfy(each -> assertThat(services.find(each)).isEmpty());
  }

  @Test
  void aUnitStaysSettledWhileOthersAreInstalledAndRemoved() throws Exception {
    services.install(unit, UnitTexts.running());
    List<UnitName> others = names("beside", 50);
    Future<Boolean> traffic =
        inBackground(() -> {
          atOnce(others, each -> services.install(each, UnitTexts.running()));
          atOnce(others, each -> services.uninstall(each, LONG));
          return true;
        });

    List<Boolean> seen = new ArrayList<>();
    do {
      seen.add(services.find(unit).orElseThrow().settled());
    } while (!traffic.isDone());

    assertThat(traffic.get()).isTrue();
    assertThat(seen).isNotEmpty().doesNotContain(false);
  }

  /// As the reference leaves each host: it enables after it reloads. From systemd 255 on every unit
  /// then wants a reload.
  @Test
  void aUnitIsSettledAlthoughSomebodyEnabledAnotherWithoutAReload() throws IOException {
    services.install(unit, UnitTexts.running());
    UnitName other = names("enabled", 1).getFirst();
    Files.writeString(unitDirectory().resolve(other.text()), UnitTexts.running());
    enableByBus(other);

    assertThat(services.find(unit).orElseThrow().settled()).isTrue();
    assertThat(services.install(unit, UnitTexts.running())).isFalse();
    assertThat(services.install(unit, UnitTexts.running() + "# newer\n")).isTrue();
    assertThat(services.uninstall(other, LONG)).isTrue();
  }

  private void enableByBus(UnitName other) {
    run(
        "busctl",
        "call",
        "org.freedesktop.systemd1",
        "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager",
        "EnableUnitFiles",
        "asbb",
        "1",
        other.text(),
        "false",
        "true");
  }

  private static List<UnitName> names(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> UnitName.of(new ContainerName(prefix + number)))
        .toList();
  }

  private static void atOnce(List<UnitName> units, Predicate<UnitName> work) throws Exception {
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> results =
          units.stream().map(each -> lanes.submit(() -> work.test(each))).toList();
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  /// A newer systemd also tells who asked for each, and how long it took.
  private long reloads() {
    run("journalctl", "--sync");
    return run("journalctl", "_PID=1", "-o", "cat", "--no-pager")
        .lines()
        .filter(line -> line.startsWith("Reloading."))
        .count();
  }

  @Test
  void manyWaitsOnVirtualThreadsHoldUpNobody() throws Exception {
    services.install(unit, UnitTexts.neverReady());
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JobResult>> waits =
          IntStream.range(0, 64)
              .mapToObj(_ -> lanes.submit(() -> services.start(unit, LONG)))
              .toList();
      awaitActivating();
      lanes.submit(() -> services.find(unit)).get();

      assertThat(waits).noneMatch(Future::isDone);
      // A start that systemd hears of after a stop begins anew.
      while (!waits.stream().allMatch(Future::isDone)) {
        services.stop(unit, LONG);
      }
      assertThat(waits).allSatisfy(wait -> assertThat(wait.get()).isEqualTo(JobResult.CANCELED));
    }
  }

  @Test
  void aCallAfterTheBusWasRestartedWorks() {
    services.install(unit, UnitTexts.running());
    run("systemctl", "restart", "dbus");

    assertThat(services.start(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services.find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
  }

  @Test
  void aWaitGoesOnWhenTheBusIsRestarted() throws Exception {
    aWaitOutlives("restart", "dbus");
  }

  @Test
  void aWaitGoesOnWhenSystemdExecutesItselfAnew() throws Exception {
    aWaitOutlives("daemon-reexec");
  }

  private void aWaitOutlives(String... systemctl) throws Exception {
    services.install(unit, UnitTexts.of("ExecStart=/bin/sleep infinity\n" + held("ExecStartPre")));
    Future<JobResult> start = inBackground(() -> services.start(unit, LONG));
    awaitActivating();

    run(Stream.concat(Stream.of("systemctl"), Stream.of(systemctl)).toArray(String[]::new));
    letGoOn();

    assertThat(start.get(60, TimeUnit.SECONDS)).isEqualTo(JobResult.DONE);
    assertThat(services.find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
  }

  @Test
  void aJobThatFailedWhileTheBusWasAwayIsSeenAsFailed() throws Exception {
    services.install(
        unit,
        UnitTexts.of(
            "ExecStart=/bin/sleep infinity\n"
                + held("ExecStartPre")
                + "\nExecStartPre=/bin/false"));
    Future<JobResult> start = inBackground(() -> services.start(unit, LONG));
    awaitActivating();

    run(
        "sh",
        "-c",
        "systemctl stop dbus.socket dbus.service; touch "
            + leave()
            + "; until systemctl is-failed --quiet "
            + unit.text()
            + "; do sleep 0.1; done; systemctl start dbus.socket");

    assertThat(start.get(60, TimeUnit.SECONDS)).isEqualTo(JobResult.FAILED);
  }

  @Test
  void aReportTellsWhatTheUnitSaidAndHowItEnded() {
    services.install(
        unit, UnitTexts.of("Type=oneshot\nExecStart=/bin/sh -c 'echo first; echo last; exit 3'"));
    services.start(unit, LONG);
    run("journalctl", "--sync");

    UnitReport report = services.report(unit, 50);

    assertThat(report.journal()).containsSubsequence("first", "last");
    assertThat(report.result()).isEqualTo("exit-code");
    assertThat(report.mainProcess()).isEqualTo("exited 3");
  }

  @Test
  void aReportNamesTheSignalAndTheTimeOut() throws Exception {
    services.install(unit, UnitTexts.running());
    services.start(unit, LONG);
    run("systemctl", "kill", "-s", "KILL", unit.text());
    awaitDown();
    assertThat(services.report(unit, 50)).returns("signal", UnitReport::result);
    assertThat(services.report(unit, 50)).returns("killed 9", UnitReport::mainProcess);

    services.install(unit, UnitTexts.neverReady() + "[Service]\nTimeoutStartSec=1\n");
    services.start(unit, LONG);
    assertThat(services.report(unit, 50).result()).isEqualTo("timeout");
  }

  @Test
  void aJournalThatCannotBeReadIsEmpty() {
    try (SystemdServiceManager manager =
        new SystemdServiceManager(settings(List.of("/nonexistent")))) {
      assertThat(manager.report(unit, 5).journal()).isEmpty();
    }
  }

  /// D90: the reference's start is refused then.
  @Test
  void aUnitThatReachedItsStartLimitCanBeStarted() throws Exception {
    String limited = "StartLimitIntervalSec=600\nStartLimitBurst=3\n[Service]";
    String crashing = UnitTexts.of("ExecStart=/bin/false\nRestart=always\nRestartSec=10ms");
    services.install(unit, crashing.replace("[Service]", limited));
    services.start(unit, LONG);
    awaitDown();
    assertThat(run("systemctl", "show", "-P", "ActiveState", unit.text())).isEqualTo("failed\n");

    services.install(unit, UnitTexts.running().replace("[Service]", limited));

    assertThat(services.start(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services.find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
  }

  @Test
  void aWatchTellsAPauseBeforeAnAutomaticStartFromBeingDown() {
    services.install(unit, UnitTexts.of("ExecStart=/bin/false\nRestart=always\nRestartSec=100"));
    services.start(unit, LONG);
    try (UnitWatch watch = services.watch(unit).orElseThrow()) {
      assertThat(watch.awaitPauseOrDown(LONG)).isTrue();
      assertThat(watch.awaitDown(Duration.ofMillis(200))).isFalse();
    }
  }

  @Test
  void aWatchGoesOnWhenTheBusIsRestarted() throws Exception {
    aWatchOutlives("restart", "dbus");
  }

  @Test
  void aWatchGoesOnWhenSystemdExecutesItselfAnew() throws Exception {
    aWatchOutlives("daemon-reexec");
  }

  private void aWatchOutlives(String... systemctl) throws Exception {
    services.install(unit, UnitTexts.running());
    services.start(unit, LONG);
    try (UnitWatch watch = services.watch(unit).orElseThrow()) {
      Future<Boolean> down = inBackground(() -> watch.awaitDown(LONG));

      run(Stream.concat(Stream.of("systemctl"), Stream.of(systemctl)).toArray(String[]::new));
      // It hears nobody for a moment after that.
      run(
          "sh",
          "-c",
          "until systemctl show -P Version; do sleep 0.1; done; systemctl stop " + unit.text());

      assertThat(down.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// A unit's line that takes until [#letGoOn()].
  private String held(String key) {
    run("rm", "-f", leave());
    return key + "=/bin/sh -c 'until [ -e " + leave() + " ]; do sleep 0.1; done'";
  }

  private void letGoOn() {
    run("touch", leave());
  }

  private String leave() {
    return "/run/" + unit.text() + ".leave";
  }

  private void awaitDown() {
    try (UnitWatch watch = services.watch(unit).orElseThrow()) {
      assertThat(watch.awaitDown(LONG)).isTrue();
    }
  }

  private static <T> Future<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void awaitActivating() throws InterruptedException {
    while (services.find(unit).orElseThrow().active() != ActiveState.ACTIVATING) {
      Thread.sleep(20);
    }
  }

  private SystemdSettings settings(List<String> commandPrefix) {
    return new SystemdSettings(
        "unix:path=" + host.dbusSocket(),
        unitDirectory(),
        SystemdSettings.DEFAULT.callLimit(),
        SystemdSettings.DEFAULT.reloadLimit(),
        commandPrefix);
  }

  private String run(String... command) {
    return host.exec(command).orThrow().stdout();
  }

  private Path unitDirectory() {
    return host.root().resolve("etc/systemd/system");
  }

  private Path file() {
    return unitDirectory().resolve(unit.text());
  }

  @Override
  @AfterEach
  protected void removeTheUnit() {
    super.removeTheUnit();
    services.close();
  }
}
