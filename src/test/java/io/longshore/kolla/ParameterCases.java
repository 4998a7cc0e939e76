package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Capability;
import io.longshore.command.Command;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Dimensions;
import io.longshore.command.Environment;
import io.longshore.command.Healthcheck;
import io.longshore.command.HostName;
import io.longshore.command.ImageRequest;
import io.longshore.command.Mount;
import io.longshore.command.NamespaceMode;
import io.longshore.command.RunMode;
import io.longshore.command.SecurityOption;
import io.longshore.command.Tmpfs;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.RawMessage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  private ParameterCases() {}

  /// Whether reading the command decides the case.
  public static boolean decides(KollaCase given) {
    JsonNode expect = given.expect();
    return WHOLE.contains(given.aspect())
        || (ComparisonCases.ASPECTS.contains(given.aspect())
            && (expect.has("error") || expect.has("canonical")));
  }

  /// Asserts one case.
  public static void check(KollaCase given) {
    given.mustOnlyHave(EXPECTED, Set.of("container", "image", "engine", "host"));
    JsonNode line = given.line();
    Reading reading = read(line);
    assertThat(line.path("expect").path("changed").asBoolean(false))
        .as("nothing is changed by reading a command")
        .isFalse();
    JsonNode expect = line.path("expect");
    if (expect.has("error")) {
      assertRefused(reading, expect);
    } else {
      assertThat(reading).isInstanceOf(Reading.Understood.class);
      assertCanonical(line, ((Reading.Understood) reading).envelope().command());
    }
  }

  private static Reading read(JsonNode line) {
    ObjectNode parameters = (ObjectNode) line.path("params").deepCopy();
    String aspect = line.path("aspect").stringValue();
    JsonNode action = parameters.remove("action");
    ObjectNode message =
        MAPPER.createObjectNode().put("id", line.path("id").stringValue()).put("host", "host");
    boolean wholeAction = action == null && io.longshore.command.Action.named(aspect).isPresent();
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

  private static void assertRefused(Reading reading, JsonNode expect) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    Failure failure = ((Reading.Refused) reading).failure();
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failure.message()).contains(expect.path("error").stringValue());
    assertThat(failure.pointer()).startsWith("/");
    for (String list :
        List.of("unsupported_healthcheck", "missing_healthcheck", "unsupported_dimensions")) {
      expect.path(list).forEach(name -> assertThat(failure.message()).contains(name.stringValue()));
    }
  }

  private static void assertCanonical(JsonNode line, Command command) {
    JsonNode canonical = line.path("expect").path("canonical");
    if (line.path("aspect").stringValue().equals("command_split")) {
      List<String> words = spec(command).commandLine();
      assertThat(words == null ? List.of() : words).isEqualTo(texts(canonical));
      return;
    }
    for (String name : canonical.propertyNames()) {
      assertThat(actual(name, command)).as(name).isEqualTo(wanted(name, canonical.path(name)));
    }
  }

  private static ContainerSpec spec(Command command) {
    return ((Command.WithSpec) command).spec();
  }

  private static @Nullable String word(@Nullable NamespaceMode mode) {
    return mode == null ? null : mode.engineName();
  }

  private static RunMode mode(Command command) {
    return switch (command) {
      case Command.StartContainer start -> start.mode();
      case Command.RecreateOrRestartContainer recreate -> recreate.mode();
      default -> throw new AssertionError(command + " runs nothing to its end");
    };
  }

  private static ImageRequest request(Command command) {
    return switch (command) {
      case Command.PullImage pull -> pull.request();
      case Command.EnsureImage ensure -> ensure.request();
      case Command.StartContainer start -> start.request();
      case Command.RecreateOrRestartContainer recreate -> recreate.request();
      default -> throw new AssertionError(command + " pulls nothing");
    };
  }

  private static String image(Command command) {
    return switch (command) {
      case Command.WithSpec with -> with.spec().image().text();
      case Command.CompareImage compare -> compare.image().text();
      case Command.OnImage other -> other.image().text();
      default -> throw new AssertionError(command + " names no image");
    };
  }

  /// The part of a command that a name of a case stands for, in a form that prints well.
  private static @Nullable Object actual(String name, Command command) {
    return switch (name) {
      case "name" -> command.resource().key().replaceFirst("^[a-z]+/", "");
      case "image" -> image(command);
      case "ignore_missing" -> ((Command.StopContainer) command).ignoreMissing();
      case "environment" -> spec(command).environment();
      case "labels" -> spec(command).labels();
      case "command" -> spec(command).commandLine();
      case "restart_retries" -> spec(command).lifecycle().restartRetries();
      case "restart_policy" -> spec(command).lifecycle().restartPolicy().wireName();
      case "client_timeout" -> (int) spec(command).lifecycle().clientTimeout().toSeconds();
      case "graceful_timeout" -> (int) spec(command).lifecycle().gracefulTimeout().toSeconds();
      case "privileged" -> spec(command).isolation().privileged();
      case "tty" -> spec(command).tty();
      case "ipc_mode" -> word(spec(command).isolation().ipcMode());
      case "pid_mode" -> word(spec(command).isolation().pidMode());
      case "cgroupns_mode" -> word(spec(command).isolation().cgroupMode());
      case "cap_add" -> spec(command).isolation().addedCapabilities();
      case "security_opt" -> spec(command).isolation().securityOptions();
      case "tmpfs" -> spec(command).storage().tmpfs();
      case "volumes_from" -> Set.copyOf(spec(command).storage().volumesFrom());
      case "tls_verify" -> request(command).tlsVerify();
      case "state" -> spec(command).state().engineName();
      case "detach" -> mode(command).detach();
      case "remove_on_exit" -> mode(command).removeOnExit();
      case "auth_username" -> request(command).credentials().username();
      case "auth_password" -> request(command).credentials().password();
      case "volumes", "mounts" -> mounts(spec(command).storage().volumes());
      case "resource_limits" -> limits(spec(command).dimensions());
      case "r_limits" -> ulimits(spec(command).dimensions());
      case "healthconfig" -> health(spec(command).healthcheck());
      default -> throw new IllegalArgumentException("no rule for the canonical form of " + name);
    };
  }

  private static @Nullable Object wanted(String name, JsonNode value) {
    return switch (name) {
      case "cap_add" -> texts(value).stream().map(Capability::new).collect(Collectors.toSet());
      case "security_opt" ->
          texts(value).stream().map(SecurityOption::new).collect(Collectors.toSet());
      case "tmpfs" -> texts(value).stream().map(Tmpfs::parse).toList();
      case "volumes_from" -> Set.copyOf(texts(value));
      case "environment" -> Environment.of(map(value));
      case "labels" -> map(value);
      case "command" -> io.longshore.command.CommandLine.split(value.stringValue());
      case "volumes", "mounts" -> mounts(value.valueStream().map(ParameterCases::mount).toList());
      case "r_limits" ->
          value.valueStream().map(ParameterCases::ulimit).collect(Collectors.toSet());
      case "resource_limits" -> value.toString();
      case "healthconfig" -> healthText(value);
      default ->
          value.isNull()
              ? null
              : value.isInt()
                  ? value.intValue()
                  : value.isBoolean() ? value.booleanValue() : value.stringValue();
    };
  }

  private static Mount mount(JsonNode value) {
    if (value.isString()) {
      return Mount.parse(value.stringValue());
    }
    String source = value.path("source").asString(value.path("Name").asString(""));
    String destination = value.path("destination").asString(value.path("Dest").asString(""));
    String options =
        String.join(",", texts(value.path(value.has("options") ? "options" : "Options")));
    return Mount.parse(source + ":" + destination + (options.isEmpty() ? "" : ":" + options));
  }

  private static Set<String> mounts(List<Mount> mounts) {
    return mounts.stream().map(Mount::toString).collect(Collectors.toSet());
  }

  private static String ulimit(JsonNode value) {
    return value.path("type").stringValue()
        + " "
        + value.path("soft").bigIntegerValue()
        + " "
        + value.path("hard").bigIntegerValue();
  }

  private static Set<String> ulimits(Dimensions dimensions) {
    return dimensions.ulimits().entrySet().stream()
        .map(entry ->
            entry.getKey()
                + " "
                + unsigned(entry.getValue().soft())
                + " "
                + unsigned(entry.getValue().hard()))
        .collect(Collectors.toSet());
  }

  private static BigInteger unsigned(long limit) {
    return new BigInteger(Long.toUnsignedString(limit));
  }

  private static String limits(Dimensions dimensions) {
    ObjectNode limits = MAPPER.createObjectNode();
    if (dimensions.blockIoWeight() > 0) {
      limits.putObject("blockIO").put("weight", dimensions.blockIoWeight());
    }
    putPositive(limits, "memory", "limit", dimensions.memoryLimit());
    putPositive(limits, "memory", "reservation", dimensions.memoryReservation());
    putPositive(limits, "memory", "swap", dimensions.memorySwapLimit());
    putPositive(limits, "cpu", "period", dimensions.cpuPeriod());
    putPositive(limits, "cpu", "quota", dimensions.cpuQuota());
    putPositive(limits, "cpu", "shares", dimensions.cpuShares());
    return limits.toString();
  }

  private static void putPositive(ObjectNode limits, String group, String name, long value) {
    if (value != 0) {
      limits.withObjectProperty(group).put(name, value);
    }
  }

  private static @Nullable String health(@Nullable Healthcheck healthcheck) {
    if (healthcheck == null) {
      return null;
    }
    ObjectNode value = MAPPER.createObjectNode();
    healthcheck.test().forEach(value.putArray("Test")::add);
    value.put("Interval", healthcheck.interval().toNanos());
    value.put("Timeout", healthcheck.timeout().toNanos());
    value.put("StartPeriod", healthcheck.startPeriod().toNanos());
    value.put("Retries", healthcheck.retries());
    return healthText(value);
  }

  private static String healthText(JsonNode value) {
    return List.of(
            texts(value.path("Test")),
            value.path("Interval").asLong(0),
            value.path("Timeout").asLong(0),
            value.path("StartPeriod").asLong(0),
            value.path("Retries").asLong(0))
        .toString();
  }

  private static Map<String, String> map(JsonNode value) {
    return value.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.stringValue()));
    return texts;
  }
}
