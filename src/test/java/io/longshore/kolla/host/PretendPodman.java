package io.longshore.kolla.host;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Podman's libpod API as the cases need it: with the containers, images and volumes of a line,
/// with real processes for commands that are run to their end, and with the peculiarities that the
/// behaviour page tells of (names found by a prefix, `wait` on what never ran, a paused container
/// that cannot be stopped).
final class PretendPodman {
  /// Such a container is not removed without force.
  private static final Set<String> MAY_RUN =
      Set.of("running", "paused", "stopping", "unknown", "bad state");

  private static final int LOOKS_AT_A_REMOVAL = 3;

  private final CallTrace trace;
  private final List<PretendContainer> containers = new ArrayList<>();
  private final PretendImages images = new PretendImages();
  private final PretendVolumes volumes = new PretendVolumes();
  private final Map<String, Output> sessions = new HashMap<>();
  private Refusals refusals = new Refusals(JsonMapper.shared().createObjectNode(), "container");
  private String version = "5.4.2";
  private @Nullable JsonNode exec;
  private byte @Nullable [] logs;
  private boolean runsCommands;
  private Duration startDelay = Duration.ZERO;
  private int made;
  private JsonNode lastBody = JsonMapper.shared().missingNode();

  PretendPodman(CallTrace trace) {
    this.trace = trace;
  }

  PretendImages images() {
    return images;
  }

  PretendVolumes volumes() {
    return volumes;
  }

  synchronized void refuse(Refusals answers) {
    refusals = answers;
  }

  synchronized void version(String text) {
    version = text;
  }

  /// What `exec` gives: `{exit_code, output | output_hex}`.
  synchronized void exec(JsonNode result) {
    exec = result;
  }

  /// The raw answer to every `logs`.
  synchronized void logs(byte[] frames) {
    logs = frames;
  }

  /// Whether commands of containers are run, as those of tasks; otherwise they run until stopped.
  synchronized void runsCommands(boolean now) {
    runsCommands = now;
  }

  /// How long a start takes.
  synchronized void startDelay(Duration delay) {
    startDelay = delay;
  }

  synchronized void add(PretendContainer container) {
    containers.add(container);
  }

  synchronized Optional<PretendContainer> named(String name) {
    return containers.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  synchronized List<PretendContainer> containers() {
    return List.copyOf(containers);
  }

  /// The body of the last creation; a missing node when there was none.
  synchronized JsonNode lastBody() {
    return lastBody;
  }

  LibpodAnswer answer(LibpodRequest request) {
    record(request);
    return refusals.to(request).orElseGet(() -> handled(request));
  }

  private void record(LibpodRequest request) {
    boolean effect =
        !request.method().equals("GET")
            && !request.segment(0).equals("exec")
            && !request.segment(2).equals("exec")
            && !request.segment(2).equals("wait");
    List<String> words = new ArrayList<>(List.of(request.method()));
    words.add(String.join("/", request.path()));
    words.addAll(request.path());
    request.query().forEach((name, value) -> words.add(name + "=" + value));
    if (request.segment(2).equals("json")) {
      words.add("inspect");
    }
    trace.add(effect, words.toArray(String[]::new));
  }

  private LibpodAnswer handled(LibpodRequest request) {
    return switch (request.segment(0)) {
      case "containers" ->
          request.segment(1).equals("create") ? create(request) : container(request);
      case "images" -> images.answer(request);
      case "volumes" -> volumes.answer(request);
      case "exec" -> session(request);
      case "version" -> LibpodAnswer.of(200, json().put("Version", version));
      default -> throw new AssertionError("no answer is known to " + request.route());
    };
  }

  private synchronized LibpodAnswer create(LibpodRequest request) {
    JsonNode body = request.body();
    lastBody = body;
    if (named(body.path("name").asString()).isPresent()) {
      return LibpodAnswer.error(500, "that name is already in use", "the name is in use");
    }
    ObjectNode image = images.find(body.path("image").asString());
    if (image == null) {
      return LibpodAnswer.error(500, "image not known", "image not known");
    }
    for (JsonNode volume : body.path("volumes")) {
      volumes.add(volume.path("Name").asString(), json());
    }
    String id = "%064x".formatted(0xc0ffee0000L + made++);
    containers.add(new PretendContainer(InspectOfBody.of(body, id, image)));
    return LibpodAnswer.of(201, json().put("Id", id));
  }

  private LibpodAnswer container(LibpodRequest request) {
    Optional<PretendContainer> found = resolved(request.segment(1));
    if (found.isEmpty()) {
      return LibpodAnswer.error(404, "no such container", "no container with that name or ID");
    }
    return switch (request.method().equals("DELETE") ? "delete" : request.segment(2)) {
      case "json" -> inspected(found.get());
      case "start" -> start(found.get());
      case "stop" -> stop(found.get());
      case "restart" -> restart(found.get());
      case "unpause" -> unpause(found.get());
      case "rename" -> rename(found.get(), request.query().getOrDefault("name", ""));
      case "wait" -> awaitEnd(found.get());
      case "logs" -> logged(found.get());
      case "exec" -> execute(found.get());
      case "delete" -> delete(found.get(), "true".equals(request.query().get("force")));
      default -> throw new AssertionError("no answer is known to " + request.route());
    };
  }

  /// A removal that somebody began comes to its end.
  private synchronized LibpodAnswer inspected(PretendContainer container) {
    if (container.status().equals("removing") && container.looks() >= LOOKS_AT_A_REMOVAL) {
      containers.remove(container);
    }
    return LibpodAnswer.of(200, container.lookedAt().deepCopy());
  }

  /// By name, else by the beginning of an id, as the engine does.
  private synchronized Optional<PretendContainer> resolved(String name) {
    Predicate<PretendContainer> byId = each -> each.id().startsWith(name);
    return named(name).or(() -> containers.stream().filter(byId).findFirst());
  }

  LibpodAnswer start(PretendContainer container) {
    synchronized (this) {
      if (container.status().equals("running")) {
        return LibpodAnswer.of(304);
      }
    }
    sleep(startDelay);
    synchronized (this) {
      container.begin();
    }
    if (!runsCommands) {
      return LibpodAnswer.of(204);
    }
    if (container.command().isEmpty()) {
      container.end(0);
      return LibpodAnswer.of(204);
    }
    return run(container);
  }

  /// A line that says what is written is not about the program.
  private LibpodAnswer run(PretendContainer container) {
    try {
      return ended(container, container.runCommand());
    } catch (UncheckedIOException noProgram) {
      return logs == null ? notFound(container) : ended(container, 0);
    }
  }

  private synchronized LibpodAnswer ended(PretendContainer container, int exitCode) {
    container.end(exitCode);
    return LibpodAnswer.of(204);
  }

  private static LibpodAnswer notFound(PretendContainer container) {
    container.settle();
    container.turn("created");
    ((ObjectNode) container.document().path("State")).remove("StartedAt");
    return LibpodAnswer.error(
        500,
        "OCI runtime attempted to invoke a command that was not found",
        "crun: executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found");
  }

  private synchronized LibpodAnswer stop(PretendContainer container) {
    return switch (container.status()) {
      case "paused" -> LibpodAnswer.error(500, "container state improper", "it is paused");
      case "exited", "stopped" -> LibpodAnswer.of(304);
      case "created", "initialized" -> LibpodAnswer.of(204);
      default -> {
        container.end(0);
        yield LibpodAnswer.of(204);
      }
    };
  }

  private LibpodAnswer restart(PretendContainer container) {
    synchronized (this) {
      container.end(0);
    }
    return start(container);
  }

  private synchronized LibpodAnswer unpause(PretendContainer container) {
    if (!container.status().equals("paused")) {
      return LibpodAnswer.error(500, "container state improper", "it is not paused");
    }
    container.turn("running");
    return LibpodAnswer.of(204);
  }

  private synchronized LibpodAnswer rename(PretendContainer container, String name) {
    if (named(name).isPresent()) {
      return LibpodAnswer.error(409, "name already in use", "the name is in use");
    }
    container.rename(name);
    return LibpodAnswer.of(204);
  }

  private LibpodAnswer awaitEnd(PretendContainer container) {
    endWhatRanBefore(container);
    for (int look = 0; look < 100 && container.status().equals("running"); look++) {
      sleep(Duration.ofMillis(10));
    }
    return new LibpodAnswer(200, "0\n".getBytes(StandardCharsets.UTF_8));
  }

  /// Where the end of what ran already is waited for, it comes with the first wait.
  private synchronized void endWhatRanBefore(PretendContainer container) {
    if (runsCommands && !container.ran() && container.status().equals("running")) {
      container.end(container.document().path("State").path("ExitCode").asInt(0));
    }
  }

  private synchronized LibpodAnswer logged(PretendContainer container) {
    byte[] scripted = logs;
    return new LibpodAnswer(200, scripted == null ? container.output().frames() : scripted);
  }

  private synchronized LibpodAnswer execute(PretendContainer container) {
    JsonNode result = exec;
    if (container.status().equals("paused")) {
      return LibpodAnswer.error(
          409, "cannot create exec session as container is paused", "container state improper");
    }
    if (!container.status().equals("running")) {
      return LibpodAnswer.error(
          500,
          "container state improper",
          "can only create exec sessions on running containers: container state improper");
    }
    String text = result == null ? "" : result.path("output").asString("");
    String hex = result == null ? "" : result.path("output_hex").asString("");
    Output output =
        hex.isEmpty()
            ? Output.of(text, "")
            : Output.ofFrames(java.util.HexFormat.of().parseHex(hex));
    sessions.put("session", output);
    return LibpodAnswer.of(201, json().put("Id", "session"));
  }

  private synchronized LibpodAnswer session(LibpodRequest request) {
    JsonNode result = exec;
    return switch (request.segment(2)) {
      case "start" ->
          new LibpodAnswer(200, sessions.getOrDefault("session", Output.NOTHING).frames());
      case "json" ->
          LibpodAnswer.of(
              200,
              json()
                  .put("Running", false)
                  .put("ExitCode", result == null ? 0 : result.path("exit_code").asInt()));
      default -> LibpodAnswer.of(200);
    };
  }

  private synchronized LibpodAnswer delete(PretendContainer container, boolean force) {
    if (!force && MAY_RUN.contains(container.status())) {
      return LibpodAnswer.error(500, "container state improper", "it may be running");
    }
    container.end(0);
    containers.remove(container);
    return LibpodAnswer.of(200, JsonMapper.shared().createArrayNode().add(json().put("Id", "x")));
  }

  private static ObjectNode json() {
    return JsonMapper.shared().createObjectNode();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
