package io.longshore.plan;

import java.util.List;

/// What was found for a question about facts. Parts that it does not need are not looked for and
/// empty.
///
/// @param containers as listed
/// @param inspected containers that had to be looked at one by one
/// @param images as listed
/// @param volumes as listed
public record Inventory(
    List<ListedContainer> containers,
    List<ObservedContainer> inspected,
    List<ListedImage> images,
    List<ListedVolume> volumes) {
  /// Nothing was looked for.
  public static final Inventory EMPTY = new Inventory(List.of(), List.of(), List.of(), List.of());

  public Inventory {
    containers = List.copyOf(containers);
    inspected = List.copyOf(inspected);
    images = List.copyOf(images);
    volumes = List.copyOf(volumes);
  }

  /// Only these containers.
  public static Inventory ofContainers(List<ListedContainer> containers) {
    return new Inventory(containers, List.of(), List.of(), List.of());
  }

  /// Only these containers, as inspected.
  public static Inventory ofInspected(List<ObservedContainer> containers) {
    return new Inventory(List.of(), containers, List.of(), List.of());
  }

  /// Only these images.
  public static Inventory ofImages(List<ListedImage> images) {
    return new Inventory(List.of(), List.of(), images, List.of());
  }

  /// Only these volumes.
  public static Inventory ofVolumes(List<ListedVolume> volumes) {
    return new Inventory(List.of(), List.of(), List.of(), volumes);
  }
}
