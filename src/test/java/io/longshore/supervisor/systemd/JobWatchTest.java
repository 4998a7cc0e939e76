package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.availability.Deadline;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import io.longshore.supervisor.systemd.BusException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JobWatchTest {
  private static final String UNIT = "kolla-x-container.service";
  private static final String JOB = "/org/freedesktop/systemd1/job/7";

  private final CompletableFuture<String> loss = new CompletableFuture<>();
  private final JobWatch watch = new JobWatch(UNIT, loss, _ -> {});

  @Test
  void anEndThatIsToldBeforeItIsAwaitedIsNotMissed() {
    watch.removed(JOB, UNIT, "done");

    assertThat(watch.await(JOB, Deadline.in(Duration.ZERO))).isEqualTo("done");
  }

  @Test
  void endsOfOtherJobsAndOtherUnitsAreNotTaken() {
    watch.removed("/org/freedesktop/systemd1/job/6", UNIT, "canceled");
    watch.removed(JOB, "kolla-y-container.service", "failed");

    assertThat(watch.await(JOB, Deadline.in(Duration.ofMillis(20)))).isNull();
  }

  @Test
  void aLostConnectionEndsTheWait() {
    loss.complete("the bus closed the connection");

    BusException lost =
        catchThrowableOfType(
            BusException.class, () -> watch.await(JOB, Deadline.in(Duration.ofSeconds(30))));
    assertThat(lost.reason()).isEqualTo(Reason.LOST);
  }

  @Test
  void aJobWhoseEndWasMissedIsJudgedByTheUnit() {
    assertThat(UnitJob.START.judge(state(ActiveState.ACTIVE, "success"))).isEqualTo(JobResult.DONE);
    assertThat(UnitJob.START.judge(state(ActiveState.FAILED, "exit-code")))
        .isEqualTo(JobResult.FAILED);
    assertThat(UnitJob.RESTART.judge(state(ActiveState.INACTIVE, "success")))
        .isEqualTo(JobResult.DONE);
    assertThat(UnitJob.RESTART.judge(state(ActiveState.INACTIVE, "exit-code")))
        .isEqualTo(JobResult.FAILED);
    assertThat(UnitJob.STOP.judge(state(ActiveState.FAILED, "exit-code")))
        .isEqualTo(JobResult.DONE);
    assertThat(UnitJob.STOP.judge(state(ActiveState.ACTIVE, "success")))
        .isEqualTo(JobResult.CANCELED);
  }

  @Test
  void objectPathsOfUnitsAreEscapedAsSystemdDoes() {
    assertThat(Systemd.path(new UnitName("kolla-a_b.c-container.service")))
        .isEqualTo("/org/freedesktop/systemd1/unit/kolla_2da_5fb_2ec_2dcontainer_2eservice");
    assertThat(Systemd.path(new UnitName("9a"))).isEqualTo("/org/freedesktop/systemd1/unit/_39a");
  }

  private static UnitState state(ActiveState active, String result) {
    return new UnitState("loaded", active, "", "/", result, UnitState.Reading.CURRENT, "enabled");
  }
}
