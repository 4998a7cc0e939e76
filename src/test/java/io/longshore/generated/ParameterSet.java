package io.longshore.generated;

import io.longshore.command.ContainerSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Parameters of one container, each a value with all its spellings.
///
/// @param values name to value, without the container's name
public record ParameterSet(long seed, int index, SortedMap<String, Spelled> values) {
  private static final String ENVIRONMENT = "environment";

  /// Those that the reference lets `common_options` set (their default is nothing).
  private static final List<String> COMMON =
      List.of(
          "command",
          ENVIRONMENT,
          "ipc_mode",
          "pid_mode",
          "cgroupns_mode",
          "volumes",
          "volumes_from",
          "tmpfs",
          "healthcheck",
          "restart_policy",
          "restart_retries",
          "client_timeout",
          "graceful_timeout");

  /// Parameters that say nothing about a container.
  private static final List<String> WITHOUT_EFFECT =
      List.of("api_version", "auth_email", "tls_cert", "auth_username");

  public ParameterSet {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /// The container's name.
  public String name() {
    return "set_" + index + (index % 2 == 0 ? "" : ".odd-one");
  }

  /// The parameters in one of their spellings, always the same for the same number.
  public ObjectNode write(int spelling) {
    Dice dice = Dice.of(seed, index, 2, spelling);
    ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("name", name());
    ObjectNode common = JsonNodeFactory.instance.objectNode();
    for (String name : dice.shuffled(List.copyOf(values.keySet()))) {
      if (COMMON.contains(name) && dice.chance(25)) {
        common.set(name, values.get(name).write(dice));
        if (dice.chance(20)) {
          parameters.putNull(name);
        }
      } else {
        parameters.set(name, values.get(name).write(dice));
      }
    }
    if (dice.chance(20)) {
      parameters.put(dice.oneOf(WITHOUT_EFFECT), "auto");
    }
    splitEnvironment(parameters, common, dice);
    return common.isEmpty() ? parameters : parameters.set("common_options", common);
  }

  /// Variables of both places are merged.
  private static void splitEnvironment(ObjectNode parameters, ObjectNode common, Dice dice) {
    if (parameters.get(ENVIRONMENT) instanceof ObjectNode own) {
      for (String name : List.copyOf(own.propertyNames())) {
        if (dice.chance(20)) {
          common.withObjectProperty(ENVIRONMENT).set(name, own.remove(name));
        }
      }
    }
  }

  /// What the parameters mean; empty when a command with them is refused.
  public Optional<ContainerSpec> spec() {
    return GeneratedCommand.spec(write(0));
  }

  ParameterSet with(String name, Spelled value) {
    SortedMap<String, Spelled> others = new TreeMap<>(values);
    others.put(name, value);
    return new ParameterSet(seed, index, others);
  }

  ParameterSet without(String name) {
    SortedMap<String, Spelled> others = new TreeMap<>(values);
    others.remove(name);
    return new ParameterSet(seed, index, others);
  }
}
