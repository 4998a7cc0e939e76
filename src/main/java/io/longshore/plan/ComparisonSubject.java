package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import org.jspecify.annotations.Nullable;

/// What the rules of a comparison look at.
///
/// @param spec what the container is to be
/// @param container what it is
/// @param image the image that the wanted reference names locally; null: there is none
/// @param specRecord what the container itself says about how it was asked for; null when it says
///   nothing readable
/// @param timeZone the host's time zone
record ComparisonSubject(
    ContainerSpec spec,
    ObservedContainer container,
    @Nullable ObservedImage image,
    @Nullable SpecRecord specRecord,
    String timeZone,
    PlanOptions options) {

  /// Whether the container's own record says that something of that kind was asked for.
  boolean recorded(SpecRecord.Entry entry) {
    return specRecord != null && specRecord.has(entry);
  }

  /// Whether the container was made from another image than the wanted one, or it is not known
  /// whether it was. What it has from its image is then a matter of the aspect `image` alone, as
  /// far as its record can tell that from what was asked for.
  boolean ofAnotherImage() {
    return image == null || !ImageRule.bare(image.id()).equals(ImageRule.bare(container.imageId()));
  }
}
