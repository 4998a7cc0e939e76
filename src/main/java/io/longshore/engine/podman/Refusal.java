package io.longshore.engine.podman;

import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An error answer of libpod: `{"cause": root cause, "message": whole text, "response": status}`.
///
/// @param status of little meaning: most mistakes of a caller are a 500
/// @param cause the root cause, whose words hardly change between releases
/// @param message the whole text
record Refusal(int status, String cause, String message) {
  private static final int SHOWN = 2000;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final List<String> DISK_FULL =
      List.of("no space left on device", "disk quota exceeded");
  private static final List<String> NO_CONTAINER =
      List.of("no such container", "no container with");
  private static final List<String> NO_IMAGE = List.of("no such image", "image not known");
  private static final List<String> NO_VOLUME = List.of("no such volume");
  private static final List<String> IN_USE =
      List.of("volume is being used", "image is in use", "image used by");
  private static final List<String> NOT_RUNNING =
      List.of(
          "container state improper",
          "cannot create exec session as container",
          "can only create exec sessions on running containers");

  /// `/proc/PID/cgroup` is read of a container that the engine still takes for running.
  private static final List<String> ENDED_MEANWHILE = List.of("/cgroup: no such process");

  /// Reads the body of an answer; one that is not libpod's own becomes the message as it is.
  static Refusal read(int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      JsonNode document = JsonMapper.shared().readTree(text);
      if (document.path("cause").isString()) {
        return new Refusal(
            status, document.path("cause").asString(), document.path("message").asString(""));
      }
      return new Refusal(status, text, text);
    } catch (JacksonException notJson) {
      return new Refusal(status, text, text);
    }
  }

  boolean noSuchContainer() {
    return says(NO_CONTAINER);
  }

  boolean noSuchImage() {
    return says(NO_IMAGE);
  }

  boolean noSuchVolume() {
    return says(NO_VOLUME);
  }

  boolean inUse() {
    return says(IN_USE);
  }

  /// Whether it is about a container that does not run, or is paused.
  boolean notRunning() {
    return says(NOT_RUNNING);
  }

  /// Whether Podman before 4.4 only failed to look at a container because it ended at that moment
  /// (podman#16383), so that another look tells.
  boolean endedMeanwhile() {
    return says(ENDED_MEANWHILE);
  }

  /// Whether the status alone says that there is no such thing, whatever the words of a release.
  boolean gone() {
    return status == NOT_FOUND;
  }

  /// Whether the status alone says that something else stands in the way.
  boolean conflict() {
    return status == CONFLICT;
  }

  /// Whether the status alone says that the call itself is a mistake.
  private boolean callRefused() {
    return status >= CLIENT_ERROR && status < SERVER_ERROR;
  }

  /// Whether the cause or the message has one of these words, in any case of letters.
  boolean says(List<String> words) {
    String text = (cause + "\n" + message).toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(text::contains);
  }

  /// The failure that this is when nobody hoped for it.
  ///
  /// @param attempt what was tried, as the end of "Podman cannot …"
  EngineException toException(String attempt) {
    return toException(kind(), "Podman cannot " + attempt + ": " + words());
  }

  /// The same in the reference's words, where it has some for what it does not expect.
  ///
  /// @param attempt what was tried, as the end of "Podman cannot …"
  EngineException toInternalError(String attempt) {
    return toException(kind(), "Internal error: " + words() + " (Podman cannot " + attempt + ")");
  }

  /// The failure with a kind and a sentence of the caller's.
  EngineException toException(FailureKind kind, String sentence) {
    return Failures.refused(kind, sentence, words(), callRefused());
  }

  /// The engine's words, cut to a readable length.
  String words() {
    String text = message.isEmpty() ? cause : message;
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }

  private FailureKind kind() {
    if (says(DISK_FULL)) {
      return FailureKind.DISK_FULL;
    }
    if (noSuchContainer()) {
      return FailureKind.CONTAINER_NOT_FOUND;
    }
    if (noSuchImage()) {
      return FailureKind.IMAGE_NOT_FOUND;
    }
    return inUse() ? FailureKind.IN_USE : FailureKind.ENGINE;
  }
}
