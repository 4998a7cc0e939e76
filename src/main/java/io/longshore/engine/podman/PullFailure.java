package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.util.List;
import java.util.Locale;

/// What libpod's text about a failed pull means. The text comes from the engine, from Go's network
/// and TLS libraries and from the registry, so it is told by its words; they were collected from
/// Podman 4.3 and 5.4 against real registries.
final class PullFailure {
  private static final List<Words> KNOWN =
      List.of(
          new Words(FailureKind.DISK_FULL, "no space left on device", "disk quota exceeded"),
          new Words(FailureKind.INVALID, "invalid reference", "must be lowercase", "invalid image"),
          new Words(
              FailureKind.REGISTRY_TLS,
              "x509:",
              "server gave http response to https client",
              "tls:"),
          new Words(
              FailureKind.REGISTRY_UNAUTHORIZED,
              "unauthorized",
              "authentication required",
              "access denied",
              "access to the resource is denied",
              "invalid username/password",
              "403 (forbidden)",
              "403 forbidden"),
          new Words(
              FailureKind.IMAGE_NOT_FOUND,
              "manifest unknown",
              "name unknown",
              "repository name not known",
              "404 (not found)",
              "404 not found",
              "no unqualified-search registries"),
          new Words(
              FailureKind.REGISTRY_UNREACHABLE,
              "connection refused",
              "no such host",
              "no route to host",
              "i/o timeout",
              "network is unreachable",
              "host is unreachable",
              "connection reset",
              "dial tcp",
              "deadline exceeded",
              "handshake timeout",
              "unexpected eof",
              "name resolution",
              "server misbehaving",
              "toomanyrequests",
              "service unavailable",
              "bad gateway",
              "gateway timeout"));

  private PullFailure() {}

  /// The failure that the engine's text stands for.
  static EngineException of(ImageReference image, String text) {
    FailureKind kind = kind(text);
    return Failures.refused(kind, sentence(kind, image, text), text);
  }

  private static FailureKind kind(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(words -> words.in(lower))
        .map(Words::kind)
        .findFirst()
        .orElse(FailureKind.ENGINE);
  }

  private static String sentence(FailureKind kind, ImageReference image, String text) {
    return switch (kind) {
      case IMAGE_NOT_FOUND -> "The requested image does not exist: " + image;
      case REGISTRY_UNAUTHORIZED -> "cannot pull " + image + ": the registry says unauthorized";
      case REGISTRY_UNREACHABLE -> "cannot pull " + image + ": the registry is unreachable";
      case REGISTRY_TLS ->
          "cannot pull " + image + ": the registry is not trusted, or speaks no TLS";
      case DISK_FULL -> "cannot pull " + image + ": the disk is full";
      case INVALID -> "cannot pull " + image + ": invalid reference";
      default -> "cannot pull " + image + ": " + text;
    };
  }

  private record Words(FailureKind kind, List<String> words) {
    Words(FailureKind kind, String... words) {
      this(kind, List.of(words));
    }

    boolean in(String text) {
      return words.stream().anyMatch(text::contains);
    }
  }
}
