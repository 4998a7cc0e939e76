package io.longshore.engine.podman;

import io.longshore.command.Capability;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Healthcheck;
import io.longshore.command.Isolation;
import io.longshore.command.NamespaceMode;
import io.longshore.engine.Containers.EngineRestart;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The body of `containers/create` (Podman's `SpecGenerator`; the same keys from 4.3 to 5.x). What
/// is not asked for is left out, so that the engine's own configuration decides, except where its
/// defaults would make a container other than the one described.
final class CreateBody {
  private final ContainerSpec spec;
  private final ObjectNode body = JsonMapper.shared().createObjectNode();

  private CreateBody(ContainerSpec spec) {
    this.spec = spec;
  }

  /// The body for a specification.
  ///
  /// @param annotations evidence to leave on the container
  static ObjectNode of(ContainerSpec spec, Map<String, String> annotations, EngineRestart restart) {
    CreateBody creation = new CreateBody(spec);
    creation.putProcess();
    creation.putIsolation(annotations);
    creation.putHealthcheck(spec.healthcheck());
    creation.putRestart(restart);
    StorageBody.put(spec.storage(), creation.body);
    LimitsBody.put(spec.dimensions(), creation.body);
    return creation.body;
  }

  private void putProcess() {
    body.put("name", spec.name().text());
    body.put("image", spec.image().text());
    body.put("raw_image_name", spec.image().text());
    if (spec.commandLine() != null) {
      spec.commandLine().forEach(body.putArray("command")::add);
    }
    body.set("env", JsonMapper.shared().valueToTree(spec.environment().variables()));
    body.set("labels", JsonMapper.shared().valueToTree(new TreeMap<>(spec.labels())));
    body.put("terminal", spec.tty());
    body.put("stop_timeout", spec.lifecycle().gracefulTimeout().toSeconds());
  }

  private void putIsolation(Map<String, String> annotations) {
    Isolation isolation = spec.isolation();
    body.put("privileged", isolation.privileged());
    capabilities(isolation).forEach(body.putArray("cap_add")::add);
    body.putObject("netns").put("nsmode", "host");
    putNamespace("ipcns", isolation.ipcMode());
    putNamespace("pidns", isolation.pidMode());
    putNamespace("cgroupns", isolation.cgroupMode());
    Map<String, String> all = new TreeMap<>(annotations);
    all.putAll(SecurityBody.put(isolation.securityOptions(), body));
    body.set("annotations", JsonMapper.shared().valueToTree(all));
  }

  /// The reference adds AUDIT_WRITE to whatever is not privileged.
  private static SortedSet<String> capabilities(Isolation isolation) {
    SortedSet<String> names = new TreeSet<>();
    isolation.addedCapabilities().forEach(capability -> names.add(engineName(capability)));
    if (!isolation.privileged()) {
      names.add(Capability.AUDIT_WRITE.text());
    }
    return names;
  }

  private static String engineName(Capability capability) {
    return capability.equals(Capability.ALL) ? "ALL" : capability.text();
  }

  private void putNamespace(String key, @Nullable NamespaceMode mode) {
    if (mode != null) {
      body.putObject(key).put("nsmode", mode.engineName());
    }
  }

  /// Durations are nanoseconds; what is zero is the engine's to choose.
  private void putHealthcheck(@Nullable Healthcheck healthcheck) {
    if (healthcheck == null) {
      return;
    }
    ObjectNode check = body.putObject("healthconfig");
    if (healthcheck.disabled()) {
      check.putArray("Test").add("NONE");
      return;
    }
    healthcheck.test().forEach(check.putArray("Test")::add);
    putIfSet(check, "Interval", healthcheck.interval().toNanos());
    putIfSet(check, "Timeout", healthcheck.timeout().toNanos());
    putIfSet(check, "StartPeriod", healthcheck.startPeriod().toNanos());
    putIfSet(check, "Retries", healthcheck.retries());
  }

  private static void putIfSet(ObjectNode node, String key, long value) {
    if (value != 0) {
      node.put(key, value);
    }
  }

  private void putRestart(EngineRestart restart) {
    body.put("restart_policy", restart.policy());
    if (restart.retries() > 0) {
      body.put("restart_tries", restart.retries());
    }
  }
}
