package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Capability;
import io.longshore.command.CpuSet;
import io.longshore.command.Mount;
import io.longshore.command.Tmpfs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares members of `containers/create` that a line expects with those that were sent, in a form
/// in which order, defaults and spelling do not count.
final class Canonical {
  /// Every member that Podman's `SpecGenerator` has for Kolla-Ansible's parameters.
  private static final Set<String> FIELDS =
      Set.of(
          "annotations",
          "apparmor_profile",
          "cap_add",
          "cgroupns",
          "command",
          "env",
          "healthconfig",
          "image",
          "ipcns",
          "labels",
          "mask",
          "mounts",
          "name",
          "netns",
          "no_new_privileges",
          "pidns",
          "privileged",
          "procfs_opts",
          "r_limits",
          "raw_image_name",
          "resource_limits",
          "seccomp_profile_path",
          "selinux_opts",
          "stop_timeout",
          "terminal",
          "tmpfs",
          "unmask",
          "volumes",
          "volumes_from");

  /// What every container gets beyond what was asked for; lines leave it out where they are not
  /// about it.
  private static final Set<String> INJECTED = Set.of("KOLLA_SERVICE_NAME", "TZ");

  /// What a mount is unless it says otherwise.
  private static final String WRITABLE = "rw";

  private static final String OWN_NOTES = "io.longshore.";

  private Canonical() {}

  /// @throws AssertionError also for a member that no creation has
  static void checkSent(String name, JsonNode wanted, JsonNode body) {
    // Lines of creations also use the parameter's name.
    String field = name.equals("environment") ? "env" : name;
    assertThat(FIELDS).as("members of canonical that a check knows").contains(field);
    JsonNode sent =
        switch (field) {
          case "env" ->
              without(body.path(field), each -> INJECTED.contains(each) && !wanted.has(each));
          case "annotations" -> without(body.path(field), each -> each.startsWith(OWN_NOTES));
          default -> body.path(field);
        };
    assertThat(normal(name, sent)).as(name).isEqualTo(normal(name, wanted));
  }

  /// Whether a member that is also a parameter's name is meant as it is sent: with what every
  /// container gets, with mounts taken apart, with words.
  static boolean isMeantAsSent(String name, JsonNode wanted) {
    return switch (name) {
      case "cap_add" -> capabilities(wanted).contains(Capability.AUDIT_WRITE);
      case "command" -> wanted.isArray();
      case "environment" -> INJECTED.stream().anyMatch(wanted::has);
      case "volumes" -> wanted.valueStream().anyMatch(JsonNode::isObject);
      default -> false;
    };
  }

  private static JsonNode without(JsonNode object, java.util.function.Predicate<String> left) {
    if (!(object.deepCopy() instanceof ObjectNode rest)) {
      return object;
    }
    rest.remove(object.propertyNames().stream().filter(left).toList());
    return rest;
  }

  private static @Nullable Object normal(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty())) {
      return null;
    }
    return switch (name) {
      case "cap_add" -> capabilities(value);
      case "healthconfig" -> health(value);
      case "mask", "procfs_opts", "selinux_opts", "unmask", "volumes_from" ->
          new TreeSet<>(texts(value));
      case "mounts", "volumes" ->
          value.valueStream().map(Canonical::mount).collect(Collectors.toSet());
      case "r_limits" -> value.valueStream().collect(Collectors.toSet());
      case "resource_limits" -> limits((ObjectNode) value.deepCopy());
      default -> value;
    };
  }

  private static Set<Capability> capabilities(JsonNode names) {
    return texts(names).stream().map(Capability::new).collect(Collectors.toSet());
  }

  /// A zero is what the engine leaves out.
  private static Map<String, JsonNode> health(JsonNode check) {
    Map<String, JsonNode> members = new TreeMap<>();
    check.properties().stream()
        .filter(each -> !each.getValue().asString("").equals("0"))
        .forEach(each -> members.put(each.getKey(), each.getValue()));
    return members;
  }

  private static Object mount(JsonNode value) {
    if (value.isString()) {
      return Mount.parse(value.stringValue());
    }
    String source = value.path("source").asString(value.path("Name").asString(""));
    String destination = value.path("destination").asString(value.path("Dest").asString(""));
    JsonNode options = value.path(value.has("options") ? "options" : "Options");
    List<String> others =
        texts(options).stream().filter(option -> !option.equals(WRITABLE)).toList();
    String place = destination + (others.isEmpty() ? "" : ":" + String.join(",", others));
    return value.path("type").asString("").equals("tmpfs")
        ? Tmpfs.parse(place)
        : Mount.parse((source.isEmpty() ? "devpts" : source) + ":" + place);
  }

  private static JsonNode limits(ObjectNode limits) {
    if (limits.path("cpu") instanceof ObjectNode cpu) {
      for (String set : List.of("cpus", "mems")) {
        if (cpu.has(set)) {
          cpu.put(set, CpuSet.parse(cpu.path(set).asString("")).toString());
        }
      }
    }
    return limits;
  }

  private static List<String> texts(JsonNode values) {
    return values.valueStream().map(JsonNode::stringValue).toList();
  }
}
