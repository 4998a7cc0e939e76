package io.longshore.kolla.host;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.Report;
import io.longshore.kolla.KollaCase;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes a host be as a line's `current` says.
final class LineSetting {
  /// What a line may say of the host; any other word fails.
  static final Set<String> KNOWN =
      Set.of(
          "container",
          "image",
          "image_after",
          "volume",
          "other_volumes",
          "unit",
          "unit_state",
          "unit_states",
          "exec",
          "engine",
          "host",
          "http",
          "pull_lines",
          "differs",
          "differs_otherwise",
          "engine_start_delay",
          "frames_hex",
          "stored_result");

  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m)");
  private static final String IMAGE_ID =
      "b2d3a2e6126b3343e0284bfcfd189817ce271e8eb8140d8c236b4e75c6a42b78";
  private static final Set<String> HAVE_PROCESS = Set.of("running", "paused", "stopping");

  private final CaseHost host;
  private final Action action;
  private final JsonNode current;
  private final JsonNode expect;
  private final ObjectNode parameters;

  /// @param parameters complete, as they are sent
  LineSetting(CaseHost host, KollaCase given, Action action, ObjectNode parameters) {
    this.host = host;
    this.action = action;
    this.current = given.current();
    this.expect = given.expect();
    this.parameters = parameters;
  }

  void apply() {
    HostMembers.write(current.path("host"), host.root());
    host.podman().version(current.path("engine").asString("5.4.2"));
    host.podman().exec(current.path("exec"));
    putVolumes();
    addImage();
    putContainer();
    if (!imageIsThere()) {
      host.podman().images().remove(imageName());
    }
    putUnit();
    putPull();
    if (current.has("frames_hex")) {
      host.podman().logs(HexFormat.of().parseHex(current.path("frames_hex").asString("")));
    }
    host.podman()
        .refuse(
            new Refusals(
                current.path("http"), action.subject().name().toLowerCase(java.util.Locale.ROOT)));
    host.podman().runsCommands(!detached());
    host.podman()
        .startDelay(
            duration(current.path("engine_start_delay").asString("0s")).dividedBy(LineRun.HASTE));
    host.services().listener(new UnitFollower(host.podman(), host.services(), unitStates()));
    host.trace().clear();
  }

  private void putVolumes() {
    if (current.path("volume").isObject()) {
      host.podman()
          .volumes()
          .add(
              current.path("volume").path("Name").asString(name()),
              (ObjectNode) current.path("volume").deepCopy());
    }
    current
        .path("other_volumes")
        .forEach(name ->
            host.podman().volumes().add(name.asString(), JsonMapper.shared().createObjectNode()));
  }

  private boolean imageIsThere() {
    JsonNode image = current.path("image");
    return image.isMissingNode()
        ? action.subject() == Action.Subject.CONTAINER
        : image.isObject() && !image.isEmpty();
  }

  private void addImage() {
    host.podman()
        .images()
        .add(imageName(), Documents.image(imageName(), current.path("image"), IMAGE_ID));
  }

  /// With `differs: false` the line's container is one that the worker itself has made as asked
  /// for, in all that the line does not say.
  private void putContainer() {
    JsonNode part = current.path("container");
    if (!part.isObject()) {
      return;
    }
    if (!isAsAskedFor()) {
      host.podman().add(new PretendContainer(Documents.container(part, name())));
      return;
    }
    ObjectNode asked = parameters.deepCopy().put("detach", true);
    host.services().listener(new UnitFollower(host.podman(), host.services(), List.of()));
    Event.Finished made =
        (Event.Finished) host.carryOut(CaseHost.read("made-before", "start_container", asked));
    if (made.outcome() != Outcome.SUCCEEDED) {
      throw new AssertionError("the container of the line could not be made: " + made);
    }
    PretendContainer container = host.podman().named(name()).orElseThrow();
    container.settle();
    Documents.overlay(container.document(), part);
  }

  /// A comparison that names what differs means that all else is the same.
  private boolean isAsAskedFor() {
    if (current.has("differs") || current.has("differs_otherwise")) {
      return !current.path("differs").asBoolean(true)
          || !current.path("differs_otherwise").asBoolean(true);
    }
    return action == Action.COMPARE_CONTAINER
        && (expect.has("failures") || expect.has("comparison_failures"));
  }

  private void putUnit() {
    JsonNode given = current.path("unit");
    UnitName unit = CaseHost.unit(name());
    host.services().listener(new io.longshore.supervisor.FakeServiceManager.Listener() {});
    boolean wanted = given.isMissingNode() ? unitIsUsual() || tellsOfUnit() : given.isString();
    if (!wanted) {
      host.services().uninstall(unit, Duration.ZERO);
      return;
    }
    boolean literal = given.isString() && given.asString().contains("\n");
    if (given.isString() && !literal && !given.asString().equals("present")) {
      throw new AssertionError("no rule for the unit " + given);
    }
    host.services().install(unit, literal ? given.asString() : host.unitText(parameters));
    UnitStates.set(host.services(), unit, firstState());
  }

  private boolean unitIsUsual() {
    return host.podman().named(name()).isPresent()
        && !parameters.path("restart_policy").asString("").equals("oneshot");
  }

  private boolean tellsOfUnit() {
    return !current.path("unit_state").asString("not-found").equals("not-found");
  }

  private String firstState() {
    if (current.has("unit_state")) {
      return current.path("unit_state").asString("not-found");
    }
    List<String> states = unitStates();
    boolean up =
        host.podman().named(name()).map(each -> HAVE_PROCESS.contains(each.status())).orElse(false);
    return up && !(states.size() == 1 && states.contains("null")) ? "running" : "dead";
  }

  /// A stop whose unit never comes down runs out of time.
  private List<String> unitStates() {
    List<String> states = new ArrayList<>();
    current.path("unit_states").forEach(state -> states.add(state.asString("null")));
    boolean ends =
        states.isEmpty() || Set.of("dead", "failed", "null", "inactive").contains(states.getLast());
    if (!ends && Set.of(Action.STOP_CONTAINER, Action.STOP_AND_REMOVE_CONTAINER).contains(action)) {
      host.services().failNext(JobResult.TIMED_OUT);
    }
    return states;
  }

  private void putPull() {
    List<JsonNode> lines = new ArrayList<>();
    current.path("pull_lines").forEach(lines::add);
    host.podman()
        .images()
        .pulls(lines, current.has("image_after") ? current.path("image_after") : null);
  }

  /// Notes a result that was published under the command's id before.
  void putStoredResult(Reading reading) {
    JsonNode stored = current.path("stored_result");
    if (stored.isMissingNode() || !(reading instanceof Reading.Understood understood)) {
      return;
    }
    Event.Header header =
        new Event.Header(
            new CommandId(stored.path("command_id").asString()),
            understood.envelope().host(),
            action,
            understood.envelope().command().resource(),
            null,
            null,
            Instant.now());
    Report report =
        new Report(
            stored.path("changed").asBoolean(true),
            false,
            stored.has("rc") ? stored.path("rc").asInt() : null,
            stored.path("stdout").asString(""),
            stored.path("stderr").asString(""),
            List.of(),
            List.of(),
            List.of());
    Failure failure = storedFailure(stored);
    Event.Finished first =
        new Event.Finished(
            header,
            failure == null ? Outcome.SUCCEEDED : Outcome.FAILED,
            understood.envelope().digest(),
            false,
            1,
            Instant.now(),
            report,
            failure);
    CompletableFuture<Long> _ = host.log().publish(first);
    host.ledger().advanceTo(Instant.now());
    host.ledger().finished(header.commandId(), first.digest(), host.log().events().size() - 1);
  }

  private static @Nullable Failure storedFailure(JsonNode stored) {
    int rc = stored.path("rc").asInt(0);
    boolean failed =
        stored.has("error")
            || rc != 0
            || stored.path("failed").asBoolean(false)
            || stored.path("outcome").asString("").equals("failed");
    String usual = "Container exited with non-zero return code " + rc;
    return failed
        ? Failure.of(
            rc == 0 ? FailureKind.ENGINE : FailureKind.NON_ZERO_EXIT,
            stored.path("error").asString(stored.path("msg").asString(usual)),
            "Look at the line.")
        : null;
  }

  private String name() {
    return parameters.path("name").asString("case");
  }

  private String imageName() {
    return parameters.path("image").asString("registry.example:5000/kolla/case:1");
  }

  private boolean detached() {
    JsonNode detach = parameters.path("detach");
    return detach.isMissingNode()
        || !Set.of("false", "f", "no", "n", "off", "0")
            .contains(detach.asString("true").toLowerCase(Locale.ROOT));
  }

  private static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new AssertionError("no duration: " + text);
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }
}
