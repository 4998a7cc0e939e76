package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.plan.ObservedImage;

/// The rule that a reference with a registry means that registry's image and no other. Podman alone
/// would also find an image whose longer name ends like the reference (D36).
final class FullName {
  private static final String DOCKER_HUB = "docker.io/";

  private FullName() {}

  /// Whether the image that was found is the one that was meant.
  static boolean isOf(ImageReference wanted, ObservedImage found) {
    if (!wanted.namesRegistry()) {
      return true;
    }
    String name = normal(wanted);
    return name.indexOf('@') < 0
        ? found.repoTags().contains(name)
        : found.repoDigests().contains(name);
  }

  /// The registry and the repository that a reference with a registry means, without tag and
  /// digest.
  static String repository(ImageReference wanted) {
    String name = normal(wanted);
    int digest = name.indexOf('@');
    return name.substring(0, digest < 0 ? name.lastIndexOf(':') : digest);
  }

  /// The name as Podman lists it: with a tag, or with a digest and no tag; official images of
  /// Docker Hub below `library`.
  private static String normal(ImageReference wanted) {
    String text = wanted.withDefaultTag().text();
    if (text.startsWith(DOCKER_HUB) && text.indexOf('/', DOCKER_HUB.length()) < 0) {
      text = DOCKER_HUB + "library/" + text.substring(DOCKER_HUB.length());
    }
    int digest = text.indexOf('@');
    int tag = text.lastIndexOf(':', digest);
    return digest >= 0 && tag > text.lastIndexOf('/')
        ? text.substring(0, tag) + text.substring(digest)
        : text;
  }
}
