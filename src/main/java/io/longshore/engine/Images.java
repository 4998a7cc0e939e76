package io.longshore.engine;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.plan.ListedImage;
import io.longshore.plan.ObservedImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Local images of an engine. All methods throw [EngineException].
public interface Images {
  /// The local image of that reference; empty when there is none. A reference that names a registry
  /// must match a full name of the image (D36).
  Optional<ObservedImage> find(ImageReference image);

  /// All local images, in one call and no particular order.
  List<ListedImage> list();

  /// Pulls the image from its registry. A failure leaves a local image of that name as it is, and
  /// says by its kind why: `IMAGE_NOT_FOUND`, `REGISTRY_UNAUTHORIZED`, `REGISTRY_TLS`,
  /// `REGISTRY_UNREACHABLE` (also when it has said nothing by the limit), `TIMED_OUT` (when it
  /// had), `DISK_FULL` or `INVALID`.
  ///
  /// @param progress takes the engine's progress lines as they come
  /// @param limit the longest it may take
  /// @return the id of the image that the reference now names
  String pull(ImageRequest request, Consumer<String> progress, Duration limit);

  /// Removes that name, and the image with its last name. False when it is gone already. Only what
  /// was found can be removed, since the engine would also take other images for what is meant.
  ///
  /// @param found what the name was found to stand for, a moment ago
  boolean remove(ImageReference image, ObservedImage found);
}
