package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What libpod's text about a failed pull means. The text comes from the engine, from Go's network
/// and TLS libraries and from the registry, so it is told by its words; they were collected from
/// Podman 4.3 and 5.4 against real registries.
final class PullFailure {
  private static final Sort NOT_FOUND =
      sort(
          FailureKind.IMAGE_NOT_FOUND,
          "",
          "manifest unknown",
          "name unknown",
          "repository name not known",
          "404 (not found)",
          "404 not found",
          "statuscode: 404",
          "no unqualified-search registries");
  private static final Sort UNAUTHORIZED =
      sort(
          FailureKind.REGISTRY_UNAUTHORIZED,
          "the registry says unauthorized",
          "unauthorized",
          "authentication required",
          "access denied",
          "access to the resource is denied",
          // The registry's own code, alone or before its sentence; "permission denied" is the
          // disk's.
          ": denied",
          "\ndenied",
          "invalid username/password",
          "statuscode: 401",
          "403 (forbidden)",
          "403 forbidden",
          "statuscode: 403");
  private static final Sort UNREACHABLE =
      sort(
          FailureKind.REGISTRY_UNREACHABLE,
          "the registry is unreachable",
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
          "gateway timeout",
          "statuscode: 502",
          "statuscode: 503",
          "statuscode: 504");

  /// In the order in which they are looked for: a text about TLS may also say `dial tcp`.
  private static final List<Sort> KNOWN =
      List.of(
          sort(
              FailureKind.DISK_FULL,
              "the disk is full",
              "no space left on device",
              "disk quota exceeded"),
          sort(
              FailureKind.INVALID,
              "invalid reference",
              "invalid reference",
              "must be lowercase",
              "invalid image"),
          sort(
              FailureKind.REGISTRY_TLS,
              "the registry speaks no TLS (tls)",
              "server gave http response to https client",
              "first record does not look like a tls handshake"),
          sort(
              FailureKind.REGISTRY_TLS,
              "the registry's certificate is not trusted (tls)",
              "x509:",
              "tls:"),
          UNAUTHORIZED,
          NOT_FOUND,
          UNREACHABLE);

  private static final int LOOKED_AT = 8192;

  /// What Podman says before a registry has said anything.
  private static final String TRYING = "Trying to pull";

  private PullFailure() {}

  /// The failure that the engine's text at the end of its answer stands for.
  static EngineException of(ImageReference image, String text) {
    return of(image, new Refusal(0, "", text));
  }

  /// The failure that an error answer stands for: by its words, or else by its status, which is the
  /// registry's own from Podman 6.0 on.
  static EngineException of(ImageReference image, Refusal refusal) {
    Sort sort = sortOf(image, refusal);
    String words = refusal.words();
    if (sort == null && refusal.status() != 0) {
      String sentence = "Unknown error message: " + words + " (Podman cannot pull " + image + ")";
      return Failures.refused(FailureKind.ENGINE, sentence, words);
    }
    if (sort == null) {
      return Failures.refused(FailureKind.ENGINE, cannotPull(image) + words, words);
    }
    String sentence =
        sort.kind == FailureKind.IMAGE_NOT_FOUND
            ? "The requested image does not exist: " + image
            : cannotPull(image) + sort.sentence;
    return Failures.refused(sort.kind, sentence, words);
  }

  /// The pull was given up because its time was over.
  ///
  /// @param lastLine the progress that the engine told last; empty when it told none
  static EngineException late(ImageReference image, Duration limit, String lastLine) {
    String after = " after " + limit.toMillis() / 1000.0 + " s";
    if (lastLine.startsWith(TRYING)) {
      String sentence = cannotPull(image) + "the registry had not answered" + after;
      return Failures.refused(FailureKind.REGISTRY_UNREACHABLE, sentence, null);
    }
    String sentence = cannotPull(image) + "it was not done" + after;
    return Failures.refused(
        FailureKind.TIMED_OUT,
        lastLine.isEmpty() ? sentence : sentence + "; last: " + lastLine,
        null);
  }

  /// There may be an account for it in a file of this host, but that cannot be read.
  ///
  /// @param why a sentence's part with `it` for the file
  static EngineException ofAccounts(ImageReference image, Path file, String why) {
    return new EngineException(
        FailureKind.REGISTRY_UNAUTHORIZED,
        cannotPull(image) + "this host's accounts cannot be read from " + file + ": " + why,
        "write it as containers-auth.json(5) says, such as by 'podman login --authfile', or change"
            + " the worker's setting 'registries'",
        null,
        null);
  }

  private static @Nullable Sort sortOf(ImageReference image, Refusal refusal) {
    String all = "\n" + refusal.cause() + "\n" + refusal.message();
    String text = named(image).matcher(bounded(all).toLowerCase(Locale.ROOT)).replaceAll("");
    return KNOWN.stream()
        .filter(sort -> sort.words.stream().anyMatch(text::contains))
        .findFirst()
        .orElseGet(() -> byStatus(refusal.status()));
  }

  /// A registry's own words may be a page without a blank, over which the search would take hours.
  private static String bounded(String text) {
    return text.length() <= 2 * LOOKED_AT
        ? text
        : text.substring(0, LOOKED_AT) + "\n" + text.substring(text.length() - LOOKED_AT);
  }

  /// Where a text names the image, or a repository called "unauthorized" would speak for its
  /// registry. A name without a slash may be a word of the text, and is meant only at the end of a
  /// path.
  private static Pattern named(ImageReference image) {
    String name = image.text().replaceFirst("[:@][^/]*$", "").toLowerCase(Locale.ROOT);
    return Pattern.compile("\\S*" + (name.contains("/") ? "" : "/") + Pattern.quote(name) + "\\S*");
  }

  private static @Nullable Sort byStatus(int status) {
    return switch (status) {
      case 401, 403 -> UNAUTHORIZED;
      case 404 -> NOT_FOUND;
      case 502, 503, 504 -> UNREACHABLE;
      default -> null;
    };
  }

  private static String cannotPull(ImageReference image) {
    return "cannot pull " + image + ": ";
  }

  private static Sort sort(FailureKind kind, String sentence, String... words) {
    return new Sort(kind, sentence, List.of(words));
  }

  /// @param sentence what happened, as its end
  /// @param words one of which tells it, in small letters
  private record Sort(FailureKind kind, String sentence, List<String> words) {}
}
