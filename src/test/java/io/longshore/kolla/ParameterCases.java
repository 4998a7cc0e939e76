package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.HostName;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import io.longshore.kolla.host.LineRun;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The cases that are decided by reading a command: refusals, defaults, merging, and the canonical
/// form of a parameter.
public final class ParameterCases {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final CommandDecoder DECODER = new CommandDecoder(new HostName("host"));
  private static final Set<String> WHOLE = Set.of("params", "command_split");
  private static final Set<String> EXPECTED =
      Set.of(
          "error",
          "changed",
          "canonical",
          "unsupported_healthcheck",
          "missing_healthcheck",
          "unsupported_dimensions");

  /// What is read for nothing: it has no effect.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "api_version",
          "auth_email",
          "auth_registry",
          "container_engine",
          "tls_cacert",
          "tls_cert",
          "tls_key");

  private static final Map<String, String> DEFAULTS =
      Map.of("api_version", "auto", "container_engine", "podman");

  /// Every action takes these and only some heed them: of what they come to an action tells that
  /// does.
  private static final Map<String, Action> HEEDED_BY =
      Map.of(
          "auth_password", Action.START_CONTAINER,
          "auth_username", Action.START_CONTAINER,
          "detach", Action.START_CONTAINER,
          "ignore_missing", Action.STOP_CONTAINER,
          "remove_on_exit", Action.START_CONTAINER,
          "tls_verify", Action.START_CONTAINER);

  private ParameterCases() {}

  /// Whether reading the command decides the case.
  public static boolean decides(KollaCase given) {
    JsonNode expect = given.expect();
    return WHOLE.contains(given.aspect())
        || (given.aspect().equals("unit") && expect.has("error"))
        || (ComparisonCases.ASPECTS.contains(given.aspect())
            && (expect.has("error") || expect.has("canonical")));
  }

  /// Asserts one case.
  public static void check(KollaCase given) {
    given.mustOnlyHave(EXPECTED, Set.of("container", "image", "engine", "host", "unit"));
    Reading reading = read(given);
    if (given.expect().has("error")) {
      assertRefused(reading, given.expect());
    } else {
      assertCanonical(given, understood(reading));
    }
  }

  private static Reading read(KollaCase given) {
    ObjectNode parameters = (ObjectNode) given.params().deepCopy();
    String aspect = given.aspect();
    JsonNode action = parameters.remove("action");
    ObjectNode message = MAPPER.createObjectNode().put("id", given.id()).put("host", "host");
    boolean wholeAction = action == null && Action.named(aspect).isPresent();
    if (action != null) {
      message.set("action", action);
    } else if (!aspect.equals("params")) {
      message.put("action", wholeAction ? aspect : "start_container");
    }
    if (!aspect.equals("params") && !wholeAction) {
      putIfAbsent(parameters, "name", "a");
      putIfAbsent(parameters, "image", "registry.example:5000/kolla/keystone:2026.1");
    }
    message.set("parameters", parameters);
    byte[] bytes = MAPPER.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    return DECODER.decode(
        new RawMessage("longshore.commands.host", 0, 0, Instant.EPOCH, bytes, Map.of()));
  }

  private static void putIfAbsent(ObjectNode parameters, String name, String value) {
    if (!parameters.has(name)) {
      parameters.put(name, value);
    }
  }

  private static Command understood(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Understood.class);
    return ((Reading.Understood) reading).envelope().command();
  }

  private static void assertRefused(Reading reading, JsonNode expect) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    Failure failure = ((Reading.Refused) reading).failure();
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failure.message()).contains(expect.path("error").stringValue());
    assertThat(failure.pointer()).startsWith("/");
    assertThat(expect.path("changed").asBoolean(false))
        .as("nothing is changed by a command that is refused")
        .isFalse();
    for (String list :
        List.of("unsupported_healthcheck", "missing_healthcheck", "unsupported_dimensions")) {
      expect.path(list).forEach(name -> assertThat(failure.message()).contains(name.stringValue()));
    }
  }

  /// Members with a parameter's name are of the command, the others of the body that the engine is
  /// sent for it.
  private static void assertCanonical(KollaCase given, Command command) {
    JsonNode canonical = given.expect().path("canonical");
    if (given.aspect().equals("command_split")) {
      assertThat(texts(canonical)).isEqualTo(CommandParts.of("command", command));
      return;
    }
    ObjectNode parts = MAPPER.createObjectNode();
    ObjectNode fields = MAPPER.createObjectNode();
    canonical
        .properties()
        .forEach(each -> {
          if (WITHOUT_EFFECT.contains(each.getKey())) {
            assertEchoed(each.getKey(), each.getValue(), given.params());
            return;
          }
          boolean sent =
              !CommandParts.NAMES.contains(each.getKey())
                  || Canonical.isMeantAsSent(each.getKey(), each.getValue());
          (sent ? fields : parts).set(each.getKey(), each.getValue());
        });
    assertParts(parts, given, command);
    if (!fields.isEmpty() || given.expect().has("changed")) {
      assertSent(fields, given);
    }
  }

  /// What is canonical is read as it stands.
  private static void assertParts(ObjectNode parts, KollaCase given, Command command) {
    if (parts.isEmpty()) {
      return;
    }
    ObjectNode parameters = MAPPER.createObjectNode();
    given.params().path("common_options").properties().forEach(each -> put(parameters, each));
    given.params().properties().forEach(each -> put(parameters, each));
    parameters.remove("common_options");
    parts.properties().forEach(each -> put(parameters, each));
    KollaCase asCanonical = given.withParams(parameters);
    for (String name : parts.propertyNames()) {
      assertThat(part(name, given, command))
          .as(name)
          .isEqualTo(part(name, asCanonical, understood(read(asCanonical))));
    }
  }

  /// @param command that of the case
  private static @Nullable Object part(String name, KollaCase given, Command command) {
    Action heeding = HEEDED_BY.get(name);
    return CommandParts.of(
        name, heeding == null ? command : understood(read(withAction(heeding, given))));
  }

  private static KollaCase withAction(Action action, KollaCase given) {
    ObjectNode parameters = (ObjectNode) given.params().deepCopy();
    parameters.put("action", action.wireName());
    putIfAbsent(parameters, "name", "a");
    putIfAbsent(parameters, "image", "registry.example:5000/kolla/keystone:2026.1");
    return given.withParams(parameters);
  }

  /// The command's own value, or else that of `common_options`, or the default.
  private static void assertEchoed(String name, JsonNode wanted, JsonNode params) {
    JsonNode own = params.path(name);
    JsonNode merged =
        own.isMissingNode() || own.isNull() ? params.path("common_options").path(name) : own;
    String otherwise = DEFAULTS.get(name);
    assertThat(merged.asString(otherwise)).as(name).isEqualTo(wanted.asString(otherwise));
  }

  private static void put(ObjectNode parameters, Map.Entry<String, JsonNode> each) {
    parameters.set(each.getKey(), each.getValue());
  }

  /// In the background: what a container is made with is the same, and no program of a line is run.
  private static void assertSent(ObjectNode fields, KollaCase given) {
    ObjectNode parameters = ((ObjectNode) given.params().deepCopy()).put("detach", true);
    parameters.remove("action");
    LineRun.of(
        given.withParams(parameters),
        Action.START_CONTAINER,
        happened -> {
          if (given.expect().has("changed")) {
            assertThat(happened.result().report().changed())
                .isEqualTo(given.expect().path("changed").booleanValue());
          }
          for (String name : fields.propertyNames()) {
            Canonical.checkSent(name, fields.path(name), happened.sentToCreate());
          }
        });
  }

  private static List<String> texts(JsonNode values) {
    return values.valueStream().map(JsonNode::stringValue).toList();
  }
}
