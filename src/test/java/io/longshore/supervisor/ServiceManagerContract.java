package io.longshore.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every [ServiceManager] keeps.
public abstract class ServiceManagerContract {
  /// Far longer than anything here takes, also on a machine with other things to do.
  protected static final Duration LONG = Duration.ofSeconds(30);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// A name that no other test has used.
  protected final UnitName unit = UnitName.of(new ContainerName("test" + NUMBER.incrementAndGet()));

  /// The one under test.
  protected abstract ServiceManager services();

  @AfterEach
  protected void removeTheUnit() {
    services().uninstall(unit, LONG);
  }

  @Test
  void aUnitThatNobodyInstalledIsNotFound() {
    assertThat(services().find(unit)).isEmpty();
  }

  @Test
  void anInstalledUnitIsFoundWithItsTextAndIsNotUp() {
    assertThat(services().install(unit, UnitTexts.running())).isTrue();

    ObservedUnit found = services().find(unit).orElseThrow();
    assertThat(found.fileText()).isEqualTo(UnitTexts.running());
    assertThat(found.settled()).isTrue();
    assertThat(found.active()).isEqualTo(ActiveState.INACTIVE);
  }

  @Test
  void installingTheSameTextAgainChangesNothing() {
    services().install(unit, UnitTexts.running());

    assertThat(services().install(unit, UnitTexts.running())).isFalse();
  }

  @Test
  void installingAnotherTextReplacesTheFirst() {
    services().install(unit, UnitTexts.running());

    assertThat(services().install(unit, UnitTexts.running() + "# other\n")).isTrue();
    assertThat(services().find(unit).orElseThrow().fileText()).endsWith("# other\n");
  }

  @Test
  void aStartedUnitIsActiveAndAStoppedOneIsNot() {
    services().install(unit, UnitTexts.running());

    assertThat(services().start(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);

    assertThat(services().stop(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.INACTIVE);
  }

  @Test
  void startingTwiceIsNoError() {
    services().install(unit, UnitTexts.running());
    services().start(unit, LONG);

    assertThat(services().start(unit, LONG)).isEqualTo(JobResult.DONE);
  }

  @Test
  void restartStartsAUnitThatIsNotUp() {
    services().install(unit, UnitTexts.running());

    assertThat(services().restart(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
  }

  @Test
  void aStartThatFailsSaysSo() {
    services().install(unit, UnitTexts.failing());

    assertThat(services().start(unit, LONG)).isEqualTo(JobResult.FAILED);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.FAILED);
  }

  @Test
  void aUnitThatFailedCanBeStartedOnceItsTextIsMended() {
    services().install(unit, UnitTexts.failing());
    services().start(unit, LONG);
    services().install(unit, UnitTexts.running());

    assertThat(services().start(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
  }

  @Test
  void stoppingAUnitThatFailedForgivesIt() {
    services().install(unit, UnitTexts.failing());
    services().start(unit, LONG);

    assertThat(services().stop(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.INACTIVE);
  }

  @Test
  void aUnitWhoseFailureIsForgottenIsDownAndNoMore() {
    services().install(unit, UnitTexts.failing());
    services().start(unit, LONG);

    services().forget(unit);

    ObservedUnit found = services().find(unit).orElseThrow();
    assertThat(found.active()).isEqualTo(ActiveState.INACTIVE);
    assertThat(found.fileText()).isEqualTo(UnitTexts.failing());
  }

  @Test
  void forgettingTheFailuresOfAUnitThatRunsOrIsNotThereDoesNothing() {
    services().forget(unit);
    assertThat(services().find(unit)).isEmpty();

    services().install(unit, UnitTexts.running());
    services().start(unit, LONG);
    services().forget(unit);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
  }

  @Test
  void aUnitThatEndsBadlyWhenItIsStoppedIsForgiven() {
    services().install(unit, UnitTexts.endingBadly());
    services().start(unit, LONG);

    assertThat(services().stop(unit, LONG)).isEqualTo(JobResult.DONE);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.INACTIVE);
  }

  @Test
  void aStartThatTakesTooLongIsTimedOut() {
    services().install(unit, UnitTexts.neverReady());

    assertThat(services().start(unit, Duration.ofMillis(500))).isEqualTo(JobResult.TIMED_OUT);
    assertThat(services().find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVATING);
  }

  @Test
  void stoppingAUnitThatWasNeverStartedIsDoneAtOnce() {
    services().install(unit, UnitTexts.running());

    assertThat(services().stop(unit, LONG)).isEqualTo(JobResult.DONE);
  }

  @Test
  void stoppingAUnitThatDoesNotExistIsDoneAtOnce() {
    assertThat(services().stop(unit, LONG)).isEqualTo(JobResult.DONE);
  }

  @Test
  void startingAUnitThatDoesNotExistIsRefused() {
    assertThatExceptionOfType(SupervisorException.class)
        .isThrownBy(() -> services().start(unit, LONG))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(FailureKind.SUPERVISOR))
        .satisfies(refusal -> assertThat(refusal.supervisorWords()).contains("NoSuchUnit"))
        .withMessageContaining(unit.text());
  }

  @Test
  void aReportOfAUnitThatFailedSaysHow() {
    services().install(unit, UnitTexts.failing());
    services().start(unit, LONG);

    UnitReport report = services().report(unit, 50);

    assertThat(report.result()).isEqualTo("exit-code");
    assertThat(report.mainProcess()).startsWith("exited ");
  }

  @Test
  void aReportOfAUnitThatRunsSaysNothingOfAnEnd() {
    services().install(unit, UnitTexts.running());
    services().start(unit, LONG);

    UnitReport report = services().report(unit, 50);

    assertThat(report.result()).isEqualTo("success");
    assertThat(report.mainProcess()).isEmpty();
  }

  @Test
  void aUnitThatDoesNotExistCannotBeWatched() {
    assertThat(services().watch(unit)).isEmpty();
  }

  @Test
  void aWatchTellsWhenTheUnitGoesDownAndNotBefore() throws Exception {
    services().install(unit, UnitTexts.running());
    services().start(unit, LONG);
    try (UnitWatch watch = services().watch(unit).orElseThrow()) {
      assertThat(watch.awaitDown(Duration.ofMillis(50))).isFalse();

      Thread stop = Thread.startVirtualThread(() -> services().stop(unit, LONG));

      assertThat(watch.awaitDown(LONG)).isTrue();
      assertThat(watch.awaitDown(Duration.ZERO)).isTrue();
      stop.join();
    }
  }

  @Test
  void aWatchOfAUnitThatIsDownSaysSoAtOnce() {
    services().install(unit, UnitTexts.failing());
    services().start(unit, LONG);
    try (UnitWatch watch = services().watch(unit).orElseThrow()) {
      assertThat(watch.awaitDown(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void uninstallingStopsTheUnitAndLeavesNothing() {
    services().install(unit, UnitTexts.running());
    services().start(unit, LONG);

    assertThat(services().uninstall(unit, LONG)).isTrue();
    assertThat(services().find(unit)).isEmpty();
    assertThat(services().uninstall(unit, LONG)).isFalse();
  }

  @Test
  void uninstallingAUnitThatFailedLeavesNothing() {
    services().install(unit, UnitTexts.failing());
    services().start(unit, LONG);

    assertThat(services().uninstall(unit, LONG)).isTrue();
    assertThat(services().find(unit)).isEmpty();
  }
}
