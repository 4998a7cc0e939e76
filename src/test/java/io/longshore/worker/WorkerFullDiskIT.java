package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A disk without room says so, leaves nothing half done, and the same command works once there is
/// room.
class WorkerFullDiskIT extends OnThrowawayHost {
  private static final String UNITS = "/etc/systemd/system";
  private static final String VOLUMES = "/var/lib/containers/storage/volumes";

  @AfterEach
  void makeRoom() {
    view.shell("for place in " + UNITS + " " + VOLUMES + "; do umount $place; done; true");
  }

  @Test
  void aServiceWhoseUnitFindsNoRoomIsToldSoAndStartsOnceThereIsRoom() {
    String service = "{'name':'web','image':'localhost/demo/tools:1','command':'sleep 1000'}";
    fill(UNITS);

    assertDiskFull(desk.ask("start_container", service));
    assertThat(view.shell("podman ps -q")).isEmpty();
    makeRoom();

    Event.Finished result = desk.ask("start_container", service);
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.container("web", "{{.State.Status}}")).isEqualTo("running");
  }

  @Test
  void aVolumeThatFindsNoRoomIsToldSoAndMadeOnceThereIsRoom() {
    fill(VOLUMES);

    assertDiskFull(desk.ask("create_volume", "{'name':'data'}"));
    makeRoom();

    assertThat(desk.ask("create_volume", "{'name':'data'}").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.hasVolume("data")).isTrue();
  }

  /// Puts a small and full disk there.
  private void fill(String place) {
    view.shell(
        "mkdir -p %1$s && mount -t tmpfs -o size=8k,nr_inodes=2 tmpfs %1$s && { cat /dev/zero >%1$s/full || true; }"
            .formatted(place));
  }

  private static void assertDiskFull(Event.Finished result) {
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.failure()).extracting(Failure::kind).isEqualTo(FailureKind.DISK_FULL);
  }
}
