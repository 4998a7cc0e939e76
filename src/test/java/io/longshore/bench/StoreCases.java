package io.longshore.bench;

import io.longshore.bench.Case.Effort;
import io.longshore.bench.Turn.Work;
import io.longshore.command.Command;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.VolumeName;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Actions on images and volumes. A floor that changes something looks first where the change
/// itself would not tell, or would also be done to another name that begins like it.
final class StoreCases {
  private static final VolumeName VOLUME = new VolumeName("bench-data");
  private static final ImageReference SPARE = new ImageReference("localhost/demo/spare:1");

  private final OurSide ours;
  private final FloorEngine floor;
  private final ImageReference published;

  /// @param published an image of a registry that the host can reach
  StoreCases(OurSide ours, FloorEngine floor, ImageReference published) {
    this.ours = ours;
    this.floor = floor;
    this.published = published;
  }

  List<Case> all() {
    return List.of(
        createVolume(),
        createVolumeUnchanged(),
        removeVolume(),
        ensureImage(),
        pullImage(),
        removeImage());
  }

  private Case createVolume() {
    return Case.of(
        "create_volume, new",
        Effort.LOOK,
        Turn.of(() -> ours.take(new Command.CreateVolume(VOLUME), true)).then(this::deleteVolume),
        Turn.of(this::postVolume).then(this::deleteVolume));
  }

  private Case createVolumeUnchanged() {
    return Case.of(
            "create_volume, unchanged",
            Effort.LOOK,
            Turn.of(() -> ours.take(new Command.CreateVolume(VOLUME), false)),
            Turn.of(this::getVolume))
        .within(this::postVolume, this::deleteVolume);
  }

  private Case removeVolume() {
    Work removal =
        () -> {
          getVolume();
          deleteVolume();
        };
    return Case.of(
        "remove_volume",
        Effort.LOOK,
        Turn.of(() -> ours.take(new Command.RemoveVolume(VOLUME), true)).after(this::postVolume),
        Turn.of(removal).after(this::postVolume));
  }

  private Case ensureImage() {
    return Case.of(
        "ensure_image, unchanged",
        Effort.LOOK,
        Turn.of(() -> ours.take(new Command.EnsureImage(ImageRequest.of(Commands.TOOLS)), false)),
        Turn.of(() -> getImage(Commands.TOOLS)));
  }

  private Case pullImage() {
    Work pull =
        () -> {
          getImage(published);
          postPull();
        };
    return Case.of(
            "pull_image, unchanged in the registry",
            Effort.CHANGE,
            Turn.of(() -> ours.take(new Command.PullImage(ImageRequest.of(published)), false)),
            Turn.of(pull))
        .within(this::postPull, () -> deleteImage(published));
  }

  private Case removeImage() {
    Work removal =
        () -> {
          getImage(SPARE);
          deleteImage(SPARE);
        };
    Work tagged =
        () -> floor.post("images/" + published.text() + "/tag?repo=localhost/demo/spare&tag=1");
    return Case.of(
            "remove_image, one name of several",
            Effort.LOOK,
            Turn.of(() -> ours.take(new Command.RemoveImage(SPARE), true)).after(tagged),
            Turn.of(removal).after(tagged))
        .within(this::postPull, () -> deleteImage(published));
  }

  private void getVolume() throws Exception {
    floor.get("volumes/" + VOLUME + "/json");
  }

  private void postVolume() throws Exception {
    floor.post("volumes/create", JsonMapper.shared().createObjectNode().put("Name", VOLUME.text()));
  }

  private void deleteVolume() throws Exception {
    floor.delete("volumes/" + VOLUME);
  }

  private void getImage(ImageReference image) throws Exception {
    floor.get("images/" + image.text() + "/json");
  }

  private void postPull() throws Exception {
    floor.post("images/pull?policy=always&reference=" + published.text());
  }

  private void deleteImage(ImageReference image) throws Exception {
    floor.delete("images/" + image.text());
  }
}
