package io.longshore.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeServiceManagerTest extends ServiceManagerContract {
  private final FakeServiceManager services = new FakeServiceManager(UnitTexts::result);

  @Override
  protected ServiceManager services() {
    return services;
  }

  @Test
  void theListenerHearsOfEachStartAndStopOnce() {
    List<String> heard = new ArrayList<>();
    services.listener(
        new FakeServiceManager.Listener() {
          @Override
          public void started(UnitName started) {
            heard.add("started " + started);
          }

          @Override
          public void stopped(UnitName stopped) {
            heard.add("stopped " + stopped);
          }
        });
    services.install(unit, UnitTexts.running());

    services.start(unit, LONG);
    services.start(unit, LONG);
    services.uninstall(unit, LONG);

    assertThat(heard).containsExactly("started " + unit, "stopped " + unit);
  }

  @Test
  void anInjectedResultHoldsForOneJob() {
    services.install(unit, UnitTexts.running());
    services.start(unit, LONG);
    services.failNext(JobResult.TIMED_OUT);

    assertThat(services.stop(unit, LONG)).isEqualTo(JobResult.TIMED_OUT);
    assertThat(services.find(unit).orElseThrow().active()).isEqualTo(ActiveState.ACTIVE);
    assertThat(services.stop(unit, LONG)).isEqualTo(JobResult.DONE);
  }

  @Test
  void anUnavailableOneRefusesEverything() {
    services.unavailable(true);

    assertThatExceptionOfType(SupervisorException.class)
        .isThrownBy(() -> services.find(unit))
        .satisfies(
            refusal -> assertThat(refusal.kind()).isEqualTo(FailureKind.SUPERVISOR_UNAVAILABLE));
    services.unavailable(false);
  }
}
