package io.longshore.engine.podman;

import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ListedImage;
import io.longshore.plan.ListedVolume;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads libpod's lists of Podman 4.3 and later: less about each than its inspect document, in one
/// answer. What is missing, null or of another type than expected is read as empty.
final class ListDocument {
  private ListDocument() {}

  /// From `GET containers/json`. Its `Status` is that of the health check.
  static List<ListedContainer> containers(JsonNode list) {
    return elements(list, ListDocument::container);
  }

  private static ListedContainer container(InspectFields container) {
    List<String> names = container.texts("Names");
    return new ListedContainer(
        container.text("Id"),
        names.isEmpty() ? container.text("Id") : names.getFirst(),
        container.text("Image"),
        container.text("ImageID"),
        ContainerStatus.named(container.text("State")),
        container.text("Status"),
        container.instant("Created"),
        container.secondsSince1970("StartedAt"),
        container.secondsSince1970("ExitedAt"),
        container.smallNumber("ExitCode"),
        container.number("Pid"),
        container.textMap("Labels"),
        container.texts("Mounts"));
  }

  /// From `GET images/json`.
  static List<ListedImage> images(JsonNode list) {
    return elements(list, ListDocument::image);
  }

  private static ListedImage image(InspectFields image) {
    return new ListedImage(
        image.text("Id"),
        image.texts("RepoTags"),
        image.texts("RepoDigests"),
        image.secondsSince1970("Created"),
        image.number("Size"),
        image.textMap("Labels"));
  }

  /// From `GET volumes/json`.
  static List<ListedVolume> volumes(JsonNode list) {
    return elements(list, ListDocument::volume);
  }

  private static ListedVolume volume(InspectFields volume) {
    return new ListedVolume(
        volume.text("Name"),
        volume.text("Driver"),
        volume.text("Mountpoint"),
        volume.instant("CreatedAt"),
        volume.textMap("Labels"));
  }

  private static <T> List<T> elements(JsonNode list, Function<InspectFields, T> reader) {
    return list.valueStream().map(InspectFields::new).map(reader).toList();
  }
}
