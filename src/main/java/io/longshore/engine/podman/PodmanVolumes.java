package io.longshore.engine.podman;

import io.longshore.command.VolumeName;
import io.longshore.engine.Volumes;
import io.longshore.event.FailureKind;
import io.longshore.plan.ListedVolume;
import io.longshore.plan.ObservedVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Volumes of Podman, which takes the beginning of a name for the whole (D37).
final class PodmanVolumes implements Volumes {
  private static final List<String> ALREADY_THERE = List.of("volume already exists");

  private final LibpodHttp http;

  PodmanVolumes(LibpodHttp http) {
    this.http = http;
  }

  @Override
  public Optional<ObservedVolume> find(VolumeName name) {
    String attempt = "inspect volume " + name;
    return switch (http.get(attempt, http.path("volumes", name.text(), "json"), Answer.JSON)) {
      case Answer.Done<JsonNode>(JsonNode document) ->
          Optional.of(InspectDocument.volume(document))
              .filter(volume -> volume.name().equals(name));
      case Answer.Refused<JsonNode>(Refusal refusal) when refusal.noSuchVolume() ->
          Optional.empty();
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  @Override
  public List<ListedVolume> list() {
    String attempt = "list volumes";
    return ListDocument.volumes(
        http.get(attempt, http.path("volumes", "json"), Answer.JSON).orThrow(attempt));
  }

  @Override
  public boolean create(VolumeName name, Map<String, String> labels) {
    String attempt = "create volume " + name;
    ObjectNode body =
        JsonMapper.shared().createObjectNode().put("Name", name.text()).put("Driver", "local");
    body.set("Labels", JsonMapper.shared().valueToTree(labels));
    return switch (http.act(attempt, http.path("volumes", "create"), body, Answer.CHANGED)) {
      case Answer.Done<Boolean> _ -> true;
      case Answer.Refused<Boolean>(Refusal refusal) when refusal.says(ALREADY_THERE) -> false;
      case Answer.Refused<Boolean>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  /// Looks again at once before, since by that name Podman would also remove another one that has
  /// been the only one to begin so for a moment.
  @Override
  public boolean remove(ObservedVolume volume) {
    VolumeName name = volume.name();
    String attempt = "remove volume " + name;
    return find(name).isPresent() && removed(name, attempt);
  }

  private boolean removed(VolumeName name, String attempt) {
    return switch (http.delete(attempt, http.path("volumes", name.text()), Answer.CHANGED)) {
      case Answer.Done<Boolean> _ -> true;
      case Answer.Refused<Boolean>(Refusal refusal) when refusal.noSuchVolume() || refusal.gone() ->
          false;
      case Answer.Refused<Boolean>(Refusal refusal) when refusal.inUse() || refusal.conflict() ->
          throw refusal.toException(
              FailureKind.IN_USE, "Volume named '" + name + "' is currently in-use");
      case Answer.Refused<Boolean>(Refusal refusal) -> throw refusal.toInternalError(attempt);
    };
  }
}
