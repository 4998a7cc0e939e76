package io.longshore.engine.podman;

import io.longshore.command.ContainerName;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Finds containers by their exact name. Podman also takes the beginning of an id for a name (D37),
/// so whatever is done to a container is done to the full id that was found here, or to a name that
/// can be no such beginning.
final class ContainerLookup {
  /// Ids are digits of base 16. Podman 5 asks its database by LIKE, to which letters of both cases
  /// are the same and an underscore is any character.
  private static final Pattern LIKE_AN_ID = Pattern.compile("[0-9a-fA-F_]*");

  /// Several ids begin so, and none has that name: a name is asked for before ids are.
  private static final List<String> SEVERAL = List.of("more than one result for container");

  private final LibpodHttp http;

  ContainerLookup(LibpodHttp http) {
    this.http = http;
  }

  /// The inspect document of the container of that name.
  ///
  /// @param attempt what it is needed for, as the end of "Podman cannot …"
  Optional<JsonNode> find(ContainerName name, String attempt) {
    Answer<JsonNode> answer = inspect(name, attempt);
    if (answer instanceof Answer.Refused<JsonNode>(Refusal refusal) && refusal.endedMeanwhile()) {
      answer = inspect(name, attempt);
    }
    return switch (answer) {
      case Answer.Done<JsonNode>(JsonNode document) -> exactly(name, document, attempt);
      case Answer.Refused<JsonNode>(Refusal refusal)
          when refusal.noSuchContainer() || refusal.says(SEVERAL) ->
          Optional.empty();
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  private Answer<JsonNode> inspect(ContainerName name, String attempt) {
    return http.get(attempt, http.path("containers", name.text(), "json"), Answer.JSON);
  }

  /// The document, if it is of the container of exactly that name.
  ///
  /// @throws io.longshore.engine.EngineException when the document does not say whose it is
  static Optional<JsonNode> exactly(ContainerName name, JsonNode document, String attempt) {
    String found = document.path("Name").asString("");
    if (found.isEmpty() || id(document).isEmpty()) {
      throw Failures.unreadable(
          "tried to " + attempt + ", but what Podman tells of it has no Name or no Id");
    }
    return Optional.of(document).filter(_ -> found.equals(name.text()));
  }

  /// The inspect document of the container of that name.
  ///
  /// @throws io.longshore.engine.EngineException [FailureKind#CONTAINER_NOT_FOUND] when there is
  ///   none
  JsonNode require(ContainerName name, String attempt) {
    return find(name, attempt).orElseThrow(() -> noSuch(name, attempt));
  }

  /// What a call may name the container of that name by; empty when it was looked for and there is
  /// none. Where no look is needed, the call itself has to tell.
  Optional<String> address(ContainerName name, String attempt) {
    return LIKE_AN_ID.matcher(name.text()).matches()
        ? find(name, attempt).map(ContainerLookup::id)
        : Optional.of(name.text());
  }

  /// What a call may name the container of that name by.
  ///
  /// @throws io.longshore.engine.EngineException [FailureKind#CONTAINER_NOT_FOUND] when it was
  ///   looked for and there is none
  String requireAddress(ContainerName name, String attempt) {
    return address(name, attempt).orElseThrow(() -> noSuch(name, attempt));
  }

  private static EngineException noSuch(ContainerName name, String attempt) {
    return Failures.refused(
        FailureKind.CONTAINER_NOT_FOUND,
        "No such container: " + name + "; tried to " + attempt,
        null);
  }

  /// The full id in an inspect document.
  static String id(JsonNode document) {
    return document.path("Id").asString("");
  }
}
