package io.longshore.kolla;

import io.longshore.command.Capability;
import io.longshore.command.CommandLine;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.DesiredState;
import io.longshore.command.Dimensions;
import io.longshore.command.Environment;
import io.longshore.command.Healthcheck;
import io.longshore.command.ImageReference;
import io.longshore.command.Isolation;
import io.longshore.command.Lifecycle;
import io.longshore.command.MemorySize;
import io.longshore.command.Mount;
import io.longshore.command.NamespaceMode;
import io.longshore.command.RestartPolicy;
import io.longshore.command.SecurityOption;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import io.longshore.command.Ulimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes a specification of a line's parameters, which are valid and merged. Stands in for the decoder, and refuses nothing
/// that the types of the core do not refuse.
final class SpecFromCase {
  private final JsonNode params;

  private SpecFromCase(JsonNode params) {
    this.params = params;
  }

  static ContainerSpec of(JsonNode params) {
    return new SpecFromCase(params).spec();
  }

  private ContainerSpec spec() {
    List<String> words = CommandLine.split(text("command", ""));
    return new ContainerSpec(
        new ContainerName(text("name", "case")),
        new ImageReference(text("image", "registry.example:5000/kolla/case:1")),
        words.isEmpty() ? null : words,
        Environment.of(map("environment")),
        map("labels"),
        params.path("tty").asBoolean(false),
        isolation(),
        new Storage(
            items("volumes").stream().map(Mount::parse).toList(),
            new HashSet<>(items("volumes_from")),
            items("tmpfs").stream().map(Tmpfs::parse).toList()),
        dimensions(params.path("dimensions")),
        healthcheck(params.path("healthcheck")),
        lifecycle(),
        DesiredState.named(text("state", "running")).orElseThrow());
  }

  private Isolation isolation() {
    return new Isolation(
        params.path("privileged").asBoolean(false),
        new HashSet<>(items("cap_add").stream().map(Capability::new).toList()),
        new HashSet<>(items("security_opt").stream().map(SecurityOption::new).toList()),
        mode("ipc_mode"),
        mode("pid_mode"),
        mode("cgroupns_mode"));
  }

  private Lifecycle lifecycle() {
    return new Lifecycle(
        RestartPolicy.named(text("restart_policy", "no")).orElseThrow(),
        params.path("restart_retries").asInt(10),
        Duration.ofSeconds(params.path("client_timeout").asLong(120)),
        Duration.ofSeconds(params.path("graceful_timeout").asLong(10)));
  }

  private static Dimensions dimensions(JsonNode given) {
    Map<String, Dimensions.Ulimit> ulimits = new HashMap<>();
    given
        .path("ulimits")
        .properties()
        .forEach(
            limit ->
                ulimits.put(
                    Ulimits.name(limit.getKey()),
                    Ulimits.limit(
                        limit.getValue().path("soft").asString(null), limit.getValue().path("hard").asString(null))));
    String swap = given.path("memswap_limit").asString("0");
    return new Dimensions(
        MemorySize.parse(given.path("mem_limit").asString("0")),
        MemorySize.parse(given.path("mem_reservation").asString("0")),
        swap.equals("-1") ? -1 : MemorySize.parse(swap),
        given.path("cpu_period").asLong(0),
        given.path("cpu_quota").asLong(0),
        given.path("cpu_shares").asLong(0),
        given.path("cpuset_cpus").asString(""),
        given.path("cpuset_mems").asString(""),
        given.path("blkio_weight").asInt(0),
        given.has("kernel_memory"),
        ulimits);
  }

  private static @Nullable Healthcheck healthcheck(JsonNode given) {
    if (given.isEmpty()) {
      return null;
    }
    JsonNode test = given.path("test");
    List<String> words =
        test.isArray()
            ? test.valueStream().map(JsonNode::asString).toList()
            : test.asString().equals("NONE") ? List.of("NONE") : List.of("CMD-SHELL", test.asString());
    return words.equals(List.of("NONE"))
        ? Healthcheck.DISABLED
        : new Healthcheck(
            words,
            Duration.ofSeconds(given.path("interval").asLong(0)),
            Duration.ofSeconds(given.path("timeout").asLong(0)),
            Duration.ofSeconds(given.path("start_period").asLong(0)),
            given.path("retries").asInt(0));
  }

  private @Nullable NamespaceMode mode(String parameter) {
    return NamespaceMode.named(text(parameter, "")).orElse(null);
  }

  private String text(String parameter, String otherwise) {
    return params.hasNonNull(parameter) ? params.path(parameter).asString() : otherwise;
  }

  private List<String> items(String parameter) {
    return params.path(parameter).valueStream().map(item -> item.asString("")).filter(item -> !item.isBlank()).toList();
  }

  private Map<String, String> map(String parameter) {
    Map<String, String> entries = new HashMap<>();
    params.path(parameter).properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue().asString("")));
    return entries;
  }
}
