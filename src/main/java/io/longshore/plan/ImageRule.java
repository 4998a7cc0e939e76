package io.longshore.plan;

import io.longshore.command.ImageReference;
import org.jspecify.annotations.Nullable;

/// Aspect `image`: the container must be made from the image that the reference names locally now,
/// under a name that ends the same. Registry and namespace may differ, so that mirroring an image
/// restarts nothing.
final class ImageRule {
  private static final String ALGORITHM = "sha256:";

  private ImageRule() {}

  static Verdict compare(ComparisonSubject subject) {
    return compare(subject.spec().image(), subject.container(), subject.image());
  }

  static Verdict compare(
      ImageReference wanted, ObservedContainer container, @Nullable ObservedImage image) {
    if (image == null) {
      return Verdict.differs(
          container.imageName(), wanted.text(), "The image asked for is not on this host.");
    }
    String currentId = bare(container.imageId());
    String wantedId = bare(image.id());
    if (!currentId.equals(wantedId)) {
      return Verdict.differs(
          described(container.imageName(), currentId),
          described(wanted.text(), wantedId),
          "The container was made from another image than the one this name stands for now.");
    }
    // An image asked for by its id has no name to compare.
    if (wantedId.startsWith(bare(wanted.text()))
        || lastPart(wanted.text()).equals(lastPart(container.imageName()))) {
      return Verdict.EQUAL;
    }
    return Verdict.differs(
        container.imageName(),
        wanted.text(),
        "The container was made from the same image under another name or tag.");
  }

  /// `name:tag` or `name@digest`, with the tag an engine adds when neither is given. Where both
  /// are, the engine drops the tag.
  private static String lastPart(String reference) {
    String part = reference.substring(reference.lastIndexOf('/') + 1);
    int digest = part.indexOf('@');
    int tag = part.indexOf(':');
    if (digest >= 0) {
      return tag >= 0 && tag < digest ? part.substring(0, tag) + part.substring(digest) : part;
    }
    return tag >= 0 ? part : part + ":latest";
  }

  /// The id without its algorithm.
  static String bare(String id) {
    return id.startsWith(ALGORITHM) ? id.substring(ALGORITHM.length()) : id;
  }

  private static String described(String name, String id) {
    return name + " (" + id.substring(0, Math.min(12, id.length())) + ")";
  }
}
