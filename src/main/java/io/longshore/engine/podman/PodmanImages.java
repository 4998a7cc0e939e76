package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.engine.EngineException;
import io.longshore.engine.Images;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Images of Podman. A name that says its registry is taken literally; for others Podman's own
/// search applies, as for the reference.
final class PodmanImages implements Images {
  private static final List<String> NO_IMAGE_CAN_BE =
      List.of("invalid reference format", "must be lowercase");

  private final LibpodHttp http;

  PodmanImages(LibpodHttp http) {
    this.http = http;
  }

  @Override
  public Optional<ObservedImage> find(ImageReference image) {
    String attempt = "inspect image " + image;
    return switch (http.get(attempt, http.path("images", image.text(), "json"), Answer.JSON)) {
      case Answer.Done<JsonNode>(JsonNode document) ->
          Optional.of(InspectDocument.image(document)).filter(found -> FullName.isOf(image, found));
      case Answer.Refused<JsonNode>(Refusal refusal)
          when refusal.noSuchImage() || refusal.says(NO_IMAGE_CAN_BE) ->
          Optional.empty();
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  @Override
  public String pull(ImageRequest request, Consumer<String> progress, Duration limit) {
    ProgressGate gate = new ProgressGate(progress);
    try {
      return pull(request, new PullStream(request.image(), gate), limit);
    } finally {
      gate.close();
    }
  }

  private String pull(ImageRequest request, PullStream stream, Duration limit) {
    HttpUrl.Builder url = pullUrl(request);
    Map<String, String> headers = registryAuth(request.credentials());
    return switch (http.post(
        "pull image " + request.image(), url, headers, limit, (_, body) -> stream.read(body))) {
      case Answer.Done<String>(String id) -> id;
      case Answer.Refused<String>(Refusal refusal) ->
          throw PullFailure.of(request.image(), refusal.words());
    };
  }

  private HttpUrl.Builder pullUrl(ImageRequest request) {
    HttpUrl.Builder url =
        http.path("images", "pull")
            .addQueryParameter("reference", request.image().withDefaultTag().text())
            .addQueryParameter("policy", "always");
    return request.tlsVerify() == null
        ? url
        : url.addQueryParameter("tlsVerify", request.tlsVerify().toString());
  }

  /// `X-Registry-Auth` in the alphabet for URLs with padding: the standard alphabet is refused
  /// where it differs (D09).
  static Map<String, String> registryAuth(@Nullable Credentials credentials) {
    if (credentials == null) {
      return Map.of();
    }
    String json =
        JsonMapper.shared()
            .createObjectNode()
            .put("username", credentials.username())
            .put("password", credentials.password())
            .toString();
    String encoded = Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return Map.of("X-Registry-Auth", encoded);
  }

  @Override
  public boolean remove(ImageReference image) {
    return find(image).isPresent() && removeFound(image);
  }

  private boolean removeFound(ImageReference image) {
    String attempt = "remove image " + image;
    return switch (http.delete(attempt, http.path("images", image.text()), Answer.JSON)) {
      case Answer.Done<JsonNode>(JsonNode document) -> checked(image, document);
      case Answer.Refused<JsonNode>(Refusal refusal) when refusal.noSuchImage() || refusal.gone() ->
          false;
      case Answer.Refused<JsonNode>(Refusal refusal) when refusal.inUse() || refusal.conflict() ->
          throw refusal.toException(
              FailureKind.IN_USE, "Image '" + image + "' is currently in-use");
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  /// A removal answers 200 although it has errors to tell.
  ///
  /// @throws EngineException when it has
  private static boolean checked(ImageReference image, JsonNode document) {
    JsonNode errors = document.path("Errors");
    if (errors.isArray() && !errors.isEmpty()) {
      throw new Refusal(200, "", errors.toString()).toException("remove image " + image);
    }
    return true;
  }
}
