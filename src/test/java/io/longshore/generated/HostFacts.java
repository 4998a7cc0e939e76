package io.longshore.generated;

import io.longshore.command.ImageReference;
import io.longshore.plan.ObservedImage;
import java.util.Set;
import java.util.function.Function;

/// What has to be known of a host to say what a parameter means there.
///
/// @param images the image of a name
/// @param timeZone such as `Europe/Prague`
/// @param defaultCapabilities those that every container has
/// @param weighsBlockIo whether its kernel knows weights of block I/O
public record HostFacts(
    Function<ImageReference, ObservedImage> images,
    String timeZone,
    Set<String> defaultCapabilities,
    boolean weighsBlockIo) {
  ObservedImage image(ImageReference reference) {
    return images.apply(reference);
  }
}
