package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Images and volumes: result and host agree, and asking twice changes once.
class WorkerImagesAndVolumesIT extends OnThrowawayHost {
  @Test
  void aVolumeIsMadeOnceAndRemovedOnce() {
    assertChanged(desk.ask("create_volume", "{'name':'data'}"), true);
    assertThat(view.hasVolume("data")).isTrue();
    assertChanged(desk.ask("create_volume", "{'name':'data'}"), false);

    assertChanged(desk.ask("remove_volume", "{'name':'data'}"), true);
    assertThat(view.hasVolume("data")).isFalse();
    assertChanged(desk.ask("remove_volume", "{'name':'data'}"), false);
  }

  @Test
  void aVolumeThatAContainerUsesIsKept() {
    view.shell("podman create --name user -v data:/data localhost/demo/tools:1");

    Event.Finished refused = desk.ask("remove_volume", "{'name':'data'}");

    assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Objects.requireNonNull(refused.failure()).kind()).isEqualTo(FailureKind.IN_USE);
    assertThat(view.hasVolume("data")).isTrue();
  }

  @Test
  void anImageIsEnsuredPulledAndRemovedWithEachChangeToldOnce() {
    String image = image("web:1");
    String parameters = "{'image':'" + image + "'}";

    assertChanged(desk.ask("ensure_image", parameters), true);
    assertThat(view.hasImage(image)).isTrue();
    assertChanged(desk.ask("ensure_image", parameters), false);
    assertChanged(desk.ask("pull_image", parameters), false);

    assertChanged(desk.ask("remove_image", parameters), true);
    assertThat(view.hasImage(image)).isFalse();
    assertChanged(desk.ask("remove_image", parameters), false);

    assertChanged(desk.ask("pull_image", parameters), true);
    assertThat(view.hasImage(image)).isTrue();
  }

  @Test
  void oneNameOfAnImageIsRemovedAndItsLastOneStaysWhileAContainerUsesIt() {
    String first = madeHere("registry:5000/own/made:1");
    String last = "registry:5000/own/made:2";
    view.shell("podman tag " + first + " " + last + " && podman create --name user " + first);

    assertChanged(desk.ask("remove_image", "{'image':'" + first + "'}"), true);
    assertThat(view.hasImage(first)).isFalse();
    assertThat(view.hasImage(last)).isTrue();

    Event.Finished refused = desk.ask("remove_image", "{'image':'" + last + "'}");
    assertThat(Objects.requireNonNull(refused.failure()).kind()).isEqualTo(FailureKind.IN_USE);
    assertThat(refused.failure().message()).isEqualTo("Image '" + last + "' is currently in-use");
    assertThat(refused.report().changed()).isFalse();

    view.shell("podman rm user");
    assertChanged(desk.ask("remove_image", "{'image':'" + last + "'}"), true);
    assertThat(view.hasImage(last)).isFalse();
  }

  @Test
  void anotherRegistrysImageOfTheSameNameIsNeitherTakenForItNorRemoved() {
    String here = madeHere("registry:5000/own/made:1");
    String elsewhere = "registry:5999/own/made:1";

    assertChanged(desk.ask("remove_image", "{'image':'" + elsewhere + "'}"), false);
    assertThat(view.hasImage(here)).isTrue();
    assertThat(desk.ask("ensure_image", "{'image':'" + elsewhere + "'}").outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void anImageThatHasOtherNamesIsNotRemovedByItsDigestAndTheNamesAreTold() {
    String first = madeHere("registry:5000/own/made:1");
    view.shell("podman tag " + first + " registry:5000/own/made:2");
    String digest = view.shell("podman image inspect --format '{{.Digest}}' " + first);

    Event.Finished refused =
        desk.ask("remove_image", "{'image':'registry:5000/own/made@" + digest + "'}");

    assertThat(Objects.requireNonNull(refused.failure()).message())
        .contains("is here by other names only: ", first, "registry:5000/own/made:2");
    assertThat(view.hasImage(first)).isTrue();
  }

  /// An image that no store has but the host's own.
  private static String madeHere(String name) {
    view.shell(
        "podman create --name maker localhost/demo/tools:1 && podman commit -q maker "
            + name
            + " && podman rm maker");
    return name;
  }

  @Test
  void anImageIsComparedWithTheOneThatTheContainerWasMadeFrom() {
    String image = image("web:1");
    desk.ask("ensure_image", "{'image':'" + image + "'}");
    desk.ask("ensure_image", "{'image':'" + image("web:2") + "'}");
    view.shell("podman create --name made " + image);

    assertThat(compared("made", image).report().result()).isFalse();
    assertThat(compared("made", image("web:2")).report().result()).isTrue();

    view.shell("podman tag " + image("web:2") + " " + image);
    Event.Finished moved = compared("made", image);
    assertThat(moved.report().result()).isTrue();
    assertThat(moved.report().differences()).hasSize(1);
  }

  private static Event.Finished compared(String name, String image) {
    Event.Finished finished =
        desk.ask("compare_image", "{'name':'%s','image':'%s'}".formatted(name, image));
    assertChanged(finished, false);
    return finished;
  }

  private static void assertChanged(Event.Finished finished, boolean changed) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().changed()).as("%s", finished).isEqualTo(changed);
  }
}
