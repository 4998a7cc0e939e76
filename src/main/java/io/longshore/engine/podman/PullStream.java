package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.engine.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The answer to a pull: a JSON object a line, `{"stream": progress}` while it goes on, at the end
/// `{"images": […], "id": …}` or `{"error": …}`. It comes with status 200 whatever the end, and may
/// break off, which is no success either. Members that are not known are passed over.
final class PullStream {
  private final ImageReference image;
  private final Consumer<String> progress;
  private @Nullable String id;
  private @Nullable String error;

  PullStream(ImageReference image, Consumer<String> progress) {
    this.image = image;
    this.progress = progress;
  }

  /// Reads to the end.
  ///
  /// @return the image's id, the last that was said
  /// @throws EngineException when the pull failed, or the stream does not say how it ended
  /// @throws IOException when the connection breaks
  String read(InputStream body) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        take(parse(line));
      }
    }
    return end();
  }

  private JsonNode parse(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException broken) {
      throw brokeOff();
    }
  }

  /// "truncated stream" is the reference's class of it, for those who search by its words.
  private EngineException brokeOff() {
    return Failures.unreadable(
        "cannot pull " + image + ": Podman's answer broke off (truncated stream)");
  }

  private void take(JsonNode message) {
    id = message.path("id").asString(id);
    error = message.path("error").asString(error);
    String words = message.path("stream").asString("").strip();
    if (!words.isEmpty()) {
      words.lines().forEach(progress);
    }
  }

  private String end() {
    if (error != null && !error.isEmpty()) {
      throw PullFailure.of(image, error);
    }
    if (id == null || id.isEmpty()) {
      throw brokeOff();
    }
    return id;
  }
}
