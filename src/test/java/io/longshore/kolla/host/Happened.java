package io.longshore.kolla.host;

import io.longshore.event.Event;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What came of a line's command.
public final class Happened {
  private final CaseHost host;
  private final Event answer;
  private final String name;
  private final @Nullable String idBefore;
  private final Set<String> volumesBefore;
  private final Duration took;

  Happened(
      CaseHost host,
      Event answer,
      String name,
      @Nullable String idBefore,
      Set<String> volumesBefore,
      Duration took) {
    this.host = host;
    this.answer = answer;
    this.name = name;
    this.idBefore = idBefore;
    this.volumesBefore = volumesBefore;
    this.took = took;
  }

  /// Its result; the first one where it was a repeat.
  public Event.Finished result() {
    return switch (answer) {
      case Event.Finished finished -> finished;
      case Event.Duplicate duplicate -> duplicate.first();
      default -> throw new AssertionError("answered by " + answer);
    };
  }

  public boolean replayed() {
    return answer instanceof Event.Duplicate;
  }

  public CallTrace trace() {
    return host.trace();
  }

  public Duration took() {
    return took;
  }

  /// Whether a container of the name is there.
  public boolean hasContainer() {
    return host.podman().named(name).isPresent();
  }

  /// Whether the container of the name runs; one of another name, found by its id, is not meant.
  public boolean runs() {
    return host.podman().named(name).map(each -> each.status().equals("running")).orElse(false);
  }

  /// Whether a process of a container was started.
  public boolean commandRan() {
    return result().report().rc() != null
        || host.podman().containers().stream().anyMatch(PretendContainer::ran);
  }

  /// Whether the container that was there before is gone, whatever its name by now.
  public boolean oldIsGone() {
    return host.podman().containers().stream().noneMatch(each -> each.id().equals(idBefore));
  }

  /// Whether the container of the name is another one than before.
  public boolean isNew() {
    return host.podman().named(name).map(each -> !each.id().equals(idBefore)).orElse(false);
  }

  /// Whether there is a directory on the host.
  public boolean hasDirectory(String path) {
    return Files.isDirectory(host.root().resolve(path.substring(1)));
  }

  /// The volumes, by name, as they were made.
  public Map<String, ObjectNode> volumes() {
    return host.podman().volumes().all();
  }

  /// The names of the volumes that were not there before.
  public Set<String> newVolumes() {
    Set<String> names = new TreeSet<>(volumes().keySet());
    names.removeAll(volumesBefore);
    return names;
  }

  /// The volume of the command's name, or else the one that is new.
  public ObjectNode volume() {
    ObjectNode named = volumes().get(name);
    if (named != null) {
      return named;
    }
    if (newVolumes().size() != 1) {
      throw new AssertionError("no volume is meant for sure among " + volumes().keySet());
    }
    return volumes().get(newVolumes().iterator().next());
  }

  /// What was sent with a pull under that name, as a parameter or as a header; empty: nothing.
  public Optional<String> sentWithPull(String what) {
    LibpodRequest pull = host.podman().images().pulled();
    if (pull == null) {
      throw new AssertionError("nothing was pulled");
    }
    return Optional.ofNullable(pull.query().get(what))
        .or(() -> Optional.ofNullable(pull.headers().get(what.toLowerCase(java.util.Locale.ROOT))));
  }

  /// The body of the creation of the container.
  public JsonNode sentToCreate() {
    JsonNode body = host.podman().lastBody();
    if (body.isMissingNode()) {
      throw new AssertionError("no container was made");
    }
    return body;
  }

  /// Whether the failure of the unit was forgotten, so that it is not failed any more.
  public boolean resetFailed() {
    return trace().calls().stream().anyMatch(call -> call.isMeantBy("ResetFailedUnit"));
  }

  /// The calls in words, for messages.
  public List<String> calls() {
    return trace().calls().stream().map(CallTrace.Call::toString).toList();
  }
}
