package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.engine.EngineException;
import io.longshore.engine.Images;
import io.longshore.event.FailureKind;
import io.longshore.plan.ListedImage;
import io.longshore.plan.ObservedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  private static final List<String> NO_NAME_OF_ITS_OWN = List.of("tag not known");

  private final LibpodHttp http;
  private final @Nullable AuthFile accounts;
  private final FreeSpace space;

  PodmanImages(LibpodHttp http, PodmanSettings settings) {
    Path authFile = settings.authFile();
    this.http = http;
    this.space = new FreeSpace(http, settings.leastFree());
    this.accounts = authFile == null ? null : new AuthFile(authFile);
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
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toInternalError(attempt);
    };
  }

  @Override
  public List<ListedImage> list() {
    String attempt = "list images";
    return ListDocument.images(
        http.get(attempt, http.path("images", "json"), Answer.JSON).orThrow(attempt));
  }

  @Override
  public String pull(ImageRequest request, Consumer<String> progress, Duration limit) {
    ProgressGate gate = new ProgressGate(progress);
    try {
      return pull(request, gate, limit);
    } finally {
      gate.close();
    }
  }

  private String pull(ImageRequest request, ProgressGate gate, Duration limit) {
    Map<String, String> headers = registryAuth(credentials(request));
    space.require(request.image());
    return switch (begin(request, headers, gate, limit)) {
      case Answer.Done<String>(String id) -> id;
      case Answer.Refused<String>(Refusal refusal) ->
          throw PullFailure.of(request.image(), refusal);
    };
  }

  private Answer<String> begin(
      ImageRequest request, Map<String, String> headers, ProgressGate gate, Duration limit) {
    PullStream stream = new PullStream(request.image(), gate);
    try {
      return http.post(
          "pull image " + request.image(),
          pullUrl(request),
          headers,
          limit,
          (_, body) -> stream.read(body));
    } catch (EngineException failure) {
      throw Failures.isLate(failure)
          ? PullFailure.late(request.image(), limit, gate.last())
          : failure;
    }
  }

  /// The command's own, else the host's; null leaves it to Podman, which then looks into root's
  /// files: `/run/containers/0/auth.json`, `~/.config/containers/auth.json` and
  /// `~/.docker/config.json`.
  private @Nullable Credentials credentials(ImageRequest request) {
    return request.credentials() == null && accounts != null
        ? accounts.accountFor(request.image()).orElse(null)
        : request.credentials();
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
  public boolean remove(ImageReference image, ObservedImage found) {
    String attempt = "remove image " + image;
    return switch (http.delete(attempt, http.path("images", image.text()), Answer.JSON)) {
      case Answer.Done<JsonNode>(JsonNode document) -> checked(image, document);
      case Answer.Refused<JsonNode>(Refusal refusal) when refusal.says(NO_NAME_OF_ITS_OWN) ->
          throw otherNames(image, found, refusal);
      case Answer.Refused<JsonNode>(Refusal refusal) when refusal.noSuchImage() || refusal.gone() ->
          false;
      case Answer.Refused<JsonNode>(Refusal refusal) when refusal.inUse() || refusal.conflict() ->
          throw refusal.toException(
              FailureKind.IN_USE, "Image '" + image + "' is currently in-use");
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toInternalError(attempt);
    };
  }

  /// A digest finds an image that was pulled by tags only, but is no name that could be taken from
  /// it.
  private static EngineException otherNames(
      ImageReference image, ObservedImage found, Refusal refusal) {
    return new EngineException(
        FailureKind.ENGINE,
        "Image '" + image + "' is here by other names only: " + String.join(", ", found.repoTags()),
        "remove it by each of these names",
        refusal.words(),
        null);
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
