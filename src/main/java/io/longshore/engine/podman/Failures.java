package io.longshore.engine.podman;

import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The failures of this adapter, each with what an operator can do about it.
final class Failures {
  private static final String WHERE_TO_LOOK = "see 'systemctl status podman.socket podman.service'";

  private Failures() {}

  /// The engine answered, and not as hoped for.
  ///
  /// @param words the engine's own; null when the answer was no error
  static EngineException refused(FailureKind kind, String sentence, @Nullable String words) {
    return refused(kind, sentence, words, false);
  }

  /// The same.
  ///
  /// @param callRefused as [EngineException#callRefused]
  static EngineException refused(
      FailureKind kind, String sentence, @Nullable String words, boolean callRefused) {
    return new EngineException(kind, sentence, hint(kind), words, null, callRefused);
  }

  /// The engine answered something that libpod does not.
  static EngineException unreadable(String sentence) {
    String hint =
        "see 'journalctl -u podman.service'; a Podman that is not yet known may speak differently";
    return new EngineException(FailureKind.ENGINE, sentence, hint, null, null);
  }

  /// There is no connection, or it broke.
  static EngineException unavailable(String attempt, Path socket, IOException cause) {
    String reason = reason(cause);
    String hint = WHERE_TO_LOOK;
    if (reason.contains("no such file")
        || reason.contains("connection refused")
        || cause instanceof FileNotFoundException) {
      hint = "run 'systemctl enable --now podman.socket'";
    } else if (reason.contains("permission denied")) {
      hint = "run Longshore as a user who may write to the socket";
    }
    return unavailable(attempt, socket, reason, hint, cause);
  }

  /// It answers nobody.
  ///
  /// @param how as a sentence's end
  static EngineException unavailable(
      String attempt, Path socket, String how, @Nullable Throwable cause) {
    return unavailable(attempt, socket, how, WHERE_TO_LOOK, cause);
  }

  private static EngineException unavailable(
      String attempt, Path socket, String how, String hint, @Nullable Throwable cause) {
    String sentence =
        "tried to " + attempt + ", but Podman does not answer at " + socket + ": " + how;
    return new EngineException(FailureKind.ENGINE_UNAVAILABLE, sentence, hint, null, cause);
  }

  /// The engine did not answer within the limit. What was asked for may still happen.
  static EngineException timedOut(String attempt, Duration limit, Throwable cause) {
    String sentence =
        "tried to " + attempt + ", but Podman had not answered after " + seconds(limit);
    return new EngineException(
        FailureKind.TIMED_OUT, sentence, hint(FailureKind.TIMED_OUT), null, cause);
  }

  /// The engine went on answering others, but said nothing more in an answer that may be long.
  static EngineException fellSilent(String attempt, SocketTimeoutException cause) {
    String sentence =
        "tried to " + attempt + ", but Podman was silent for longer than a call may take";
    return new EngineException(
        FailureKind.TIMED_OUT, sentence, hint(FailureKind.TIMED_OUT), null, cause);
  }

  /// Whether the call's limit has passed while the engine answered others: neither an outage nor an
  /// interruption of who waited.
  static boolean isLate(EngineException failure) {
    return failure.kind() == FailureKind.TIMED_OUT
        && failure.getCause() instanceof TimeoutException;
  }

  /// A program did not end within the limit. libpod has no way to end it.
  static EngineException mayGoOn(String attempt, Duration limit, EngineException cause) {
    return new EngineException(
        FailureKind.TIMED_OUT,
        "tried to "
            + attempt
            + ", but it had not ended after "
            + seconds(limit)
            + "; it may still run",
        "look with 'podman top' whether it does; give the command a longer timeout",
        null,
        cause);
  }

  /// The engine was lost after a program may have begun.
  ///
  /// @param cause null when another process of the engine's answers already
  static EngineException lostSight(String attempt, String of, @Nullable EngineException cause) {
    return lostSight(attempt, of, cause, false);
  }

  /// The session is gone, as it is with its container: the engine that answers so has not been
  /// lost.
  static EngineException lostSession(String attempt, EngineException cause) {
    return lostSight(attempt, "the container", cause, cause.callRefused());
  }

  private static EngineException lostSight(
      String attempt, String of, @Nullable EngineException cause, boolean callRefused) {
    return new EngineException(
        FailureKind.INTERRUPTED,
        "tried to "
            + attempt
            + ", but "
            + of
            + " went away meanwhile: it may or may not have run to its end; not run again",
        "look what became of it before sending it again",
        cause == null ? null : cause.getMessage(),
        cause,
        callRefused);
  }

  /// The waiting thread was interrupted. What was asked for may still happen.
  static EngineException interrupted(String attempt, InterruptedException cause) {
    String sentence = "tried to " + attempt + ", but was told to stop waiting for Podman";
    return new EngineException(
        FailureKind.TIMED_OUT, sentence, "look what became of it before trying again", null, cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() / 1000.0 + " s";
  }

  private static String hint(FailureKind kind) {
    return switch (kind) {
      case CONTAINER_NOT_FOUND -> "see 'podman ps --all'";
      case IMAGE_NOT_FOUND -> "check the image's name and tag";
      case IN_USE -> "remove the containers that use it first; see 'podman ps --all'";
      case DISK_FULL ->
          "free space where Podman keeps containers and images; see 'podman system df'";
      case REGISTRY_UNAUTHORIZED ->
          "check auth_username and auth_password, or the account for this registry on the host, and that it may read this repository";
      case REGISTRY_UNREACHABLE ->
          "check the registry's address, the network and the name service from this host";
      case REGISTRY_TLS ->
          "install the registry's certificate authority below /etc/containers/certs.d; a registry without TLS has to be allowed, by tls_verify: false or in registries.conf";
      case NOT_RUNNING -> "see 'podman ps --all' and the container's logs";
      case TIMED_OUT ->
          "see 'journalctl -u podman.service'; a hung container or storage driver can hold up the engine";
      default -> "see 'journalctl -u podman.service'";
    };
  }
}
