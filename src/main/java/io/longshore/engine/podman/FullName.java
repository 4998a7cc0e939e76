package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.plan.ObservedImage;

/// The rule that a reference with a registry means that registry's image and no other. Podman alone
/// would also find an image whose longer name ends like the reference (D36).
final class FullName {
  private static final String DOCKER_HUB = "docker.io/";

  /// What Podman itself takes for Docker Hub's name.
  private static final String OLD_DOCKER_HUB = "index." + DOCKER_HUB;

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

  /// The name as Podman lists it: with a tag, or with a digest and no tag; Docker Hub by its one
  /// name, and its official images below `library`.
  private static String normal(ImageReference wanted) {
    String text = onDockerHub(wanted.withDefaultTag().text());
    int digest = text.indexOf('@');
    int tag = text.lastIndexOf(':', digest);
    return digest >= 0 && tag > text.lastIndexOf('/')
        ? text.substring(0, tag) + text.substring(digest)
        : text;
  }

  private static String onDockerHub(String text) {
    String name =
        text.startsWith(OLD_DOCKER_HUB)
            ? DOCKER_HUB + text.substring(OLD_DOCKER_HUB.length())
            : text;
    return name.startsWith(DOCKER_HUB) && name.indexOf('/', DOCKER_HUB.length()) < 0
        ? DOCKER_HUB + "library/" + name.substring(DOCKER_HUB.length())
        : name;
  }
}
