package io.longshore.engine.podman;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Program;
import io.longshore.engine.Containers;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ObservedContainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Containers of Podman. A container that vanishes under an action that would have ended it anyway
/// is no failure.
final class PodmanContainers implements Containers {
  private static final Logger LOG = LoggerFactory.getLogger(PodmanContainers.class);

  private static final List<String> NAME_IS_TAKEN =
      List.of("already in use", "unique constraint failed");

  private final LibpodHttp http;
  private final PodmanSettings settings;
  private final ContainerLookup lookup;
  private final ExitWait exits;
  private final ContainerLogs logs;
  private final EngineVersion version;

  PodmanContainers(LibpodHttp http, PodmanSettings settings) {
    this.http = http;
    this.settings = settings;
    this.lookup = new ContainerLookup(http);
    this.exits = new ExitWait(http, lookup);
    this.logs = new ContainerLogs(http, settings, lookup);
    this.version = new EngineVersion(http);
  }

  @Override
  public Optional<ObservedContainer> find(ContainerName name) {
    return lookup
        .find(name, "inspect container " + name)
        .map(document -> InspectDocument.container(document, version.reporting(document)));
  }

  @Override
  public List<ListedContainer> list(Collection<ContainerName> names, boolean stoppedToo) {
    String attempt = "list containers";
    HttpUrl.Builder url =
        http.path("containers", "json").addQueryParameter("all", Boolean.toString(stoppedToo));
    if (!names.isEmpty()) {
      url.addQueryParameter("filters", exactly(names));
    }
    return ListDocument.containers(http.get(attempt, url, Answer.JSON).orThrow(attempt));
  }

  /// libpod takes a name here for a regular expression, of which a name's only character is the
  /// dot.
  private static String exactly(Collection<ContainerName> names) {
    ObjectNode filters = JsonMapper.shared().createObjectNode();
    ArrayNode expressions = filters.putArray("name");
    names.forEach(name -> expressions.add("^" + name.text().replace(".", "\\.") + "$"));
    return filters.toString();
  }

  @Override
  public List<String> create(
      ContainerSpec spec, Map<String, String> annotations, EngineRestart restartPolicy) {
    String attempt = "create container " + spec.name();
    ObjectNode body = CreateBody.of(spec, annotations, restartPolicy);
    HttpUrl.Builder url = http.path("containers", "create");
    JsonNode created = http.act(attempt, url, body, Answer.JSON).orThrow(attempt);
    List<String> warnings = new ArrayList<>();
    created.path("Warnings").forEach(warning -> warnings.add(warning.asString()));
    return warnings;
  }

  @Override
  public boolean start(ContainerName name) {
    String attempt = "start container " + name;
    return act(lookup.requireAddress(name, attempt), "start", attempt);
  }

  @Override
  public boolean stop(ContainerName name, Duration graceful) {
    String attempt = "stop container " + name;
    Optional<JsonNode> found = lookup.find(name, attempt);
    return found.isPresent()
        && mayRun(found.get())
        && stopped(ContainerLookup.id(found.get()), attempt, graceful);
  }

  private static boolean mayRun(JsonNode document) {
    return switch (InspectDocument.container(document).state().status()) {
      case RUNNING, STOPPING, PAUSED, UNKNOWN -> true;
      case CREATED, INITIALIZED, STOPPED, EXITED, REMOVING -> false;
    };
  }

  private boolean stopped(String id, String attempt, Duration graceful) {
    return switch (http.act(attempt, timed(id, "stop", graceful), graceful, Answer.CHANGED)) {
      case Answer.Done<Boolean>(Boolean stopped) -> stopped;
      case Answer.Refused<Boolean>(Refusal refusal)
          when refusal.noSuchContainer() || refusal.gone() ->
          false;
      case Answer.Refused<Boolean>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  @Override
  public void restart(ContainerName name, Duration graceful) {
    String attempt = "restart container " + name;
    String address = lookup.requireAddress(name, attempt);
    http.act(attempt, timed(address, "restart", graceful), graceful, Answer.CHANGED)
        .orThrow(attempt);
  }

  @Override
  public void unpause(ContainerName name) {
    String attempt = "unpause container " + name;
    JsonNode document = lookup.require(name, attempt);
    if (InspectDocument.container(document).state().status() == ContainerStatus.PAUSED) {
      act(ContainerLookup.id(document), "unpause", attempt);
    }
  }

  @Override
  public boolean rename(ContainerName name, ContainerName to) {
    String attempt = "rename container " + name + " to " + to;
    Optional<String> address = lookup.address(name, attempt);
    return address.isPresent() && renamed(address.get(), to, attempt);
  }

  /// A name that is taken is 409 before Podman 5, then a broken constraint of its database.
  private boolean renamed(String address, ContainerName to, String attempt) {
    HttpUrl.Builder url =
        http.path("containers", address, "rename").addQueryParameter("name", to.text());
    return switch (http.act(attempt, url, Duration.ZERO, Answer.CHANGED)) {
      case Answer.Done<Boolean>(Boolean renamed) -> renamed;
      case Answer.Refused<Boolean>(Refusal refusal) when refusal.noSuchContainer() -> false;
      case Answer.Refused<Boolean>(Refusal refusal) when refusal.says(NAME_IS_TAKEN) ->
          throw refusal.toException(
              FailureKind.IN_USE, "Another container has the name " + to + " already");
      case Answer.Refused<Boolean>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  @Override
  public boolean remove(ContainerName name) {
    return remove(name, null);
  }

  @Override
  public boolean removeByForce(ContainerName name, Duration graceful) {
    return remove(name, graceful);
  }

  /// @param force the grace of a removal by force; null: without force
  private boolean remove(ContainerName name, @Nullable Duration force) {
    String attempt = "remove container " + name;
    Optional<String> address = lookup.address(name, attempt);
    return address.isPresent() && removed(name, address.get(), force, attempt);
  }

  /// Podman removes a container although it cannot unmount it, and tells that as an error.
  private boolean removed(
      ContainerName name, String address, @Nullable Duration force, String attempt) {
    try {
      return removed(address, force, attempt);
    } catch (EngineException failure) {
      if (failure.kind() == FailureKind.ENGINE && isGone(name, failure)) {
        LOG.atWarn().addKeyValue("container", name).setCause(failure).log("Removed with an error");
        return true;
      }
      throw failure;
    }
  }

  private boolean isGone(ContainerName name, EngineException failure) {
    try {
      return lookup.find(name, "look whether container " + name + " is gone").isEmpty();
    } catch (EngineException unseen) {
      failure.addSuppressed(unseen);
      return false;
    }
  }

  private boolean removed(String address, @Nullable Duration force, String attempt) {
    Duration beyond = force == null ? Duration.ZERO : force;
    return switch (http.delete(attempt, removal(address, force), beyond, Answer.JSON)) {
      case Answer.Done<JsonNode>(JsonNode reports) -> withoutErrors(reports, attempt);
      case Answer.Refused<JsonNode>(Refusal refusal)
          when refusal.noSuchContainer() || refusal.gone() ->
          false;
      case Answer.Refused<JsonNode>(Refusal refusal) -> throw refusal.toException(attempt);
    };
  }

  /// The libpod handler reads `volumes`, although its documentation says `v`. By force it takes the
  /// grace that the container was made with, unless told another (D79).
  private HttpUrl.Builder removal(String address, @Nullable Duration force) {
    HttpUrl.Builder url =
        http.path("containers", address)
            .addQueryParameter("volumes", Boolean.toString(settings.removesAnonymousVolumes()));
    return force == null
        ? url
        : url.addQueryParameter("force", "true")
            .addQueryParameter("timeout", Long.toString(force.toSeconds()));
  }

  /// A removal answers 200 although it has an error to tell.
  private static boolean withoutErrors(JsonNode reports, String attempt) {
    for (JsonNode report : reports) {
      String error = report.path("Err").asString("");
      if (new Refusal(0, error, "").noSuchContainer()) {
        return false;
      }
      if (!error.isEmpty()) {
        throw Failures.refused(
            FailureKind.ENGINE, "Podman cannot " + attempt + ": " + error, error);
      }
    }
    return true;
  }

  @Override
  public Optional<Integer> awaitExit(ContainerName name, Duration limit) {
    return exits.await(name, limit);
  }

  @Override
  public RunOutput logs(ContainerName name) {
    return logs.read(name);
  }

  @Override
  public void follow(ContainerName name, OutputSink sink, Duration limit) {
    logs.follow(name, sink, limit);
  }

  @Override
  public ExecResult exec(ContainerName name, Program program, Duration limit) {
    String attempt = "run " + program.name() + " in container " + name;
    ExecSession session = new ExecSession(http, settings, attempt, limit);
    return session.run(lookup.requireAddress(name, attempt), program);
  }

  private boolean act(String address, String verb, String attempt) {
    HttpUrl.Builder url = http.path("containers", address, verb);
    return http.act(attempt, url, Duration.ZERO, Answer.CHANGED).orThrow(attempt);
  }

  /// Podman takes a missing `timeout` for none at all, so it is always said.
  private HttpUrl.Builder timed(String address, String verb, Duration graceful) {
    return http.path("containers", address, verb)
        .addQueryParameter("timeout", Long.toString(graceful.toSeconds()));
  }
}
