package io.longshore.kolla.host;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The inspect document of a container made from a body of `containers/create`, as far as
/// comparisons look at it and Podman 5 would show it.
final class InspectOfBody {
  private final JsonNode body;
  private final ObjectNode document = JsonMapper.shared().createObjectNode();

  private InspectOfBody(JsonNode body) {
    this.body = body;
  }

  static ObjectNode of(JsonNode body, String id, JsonNode image) {
    InspectOfBody made = new InspectOfBody(body);
    made.document.put("Id", id).put("Name", body.path("name").asString());
    made.document.put("Image", image.path("Id").asString(""));
    made.document.putObject("State").put("Status", "created");
    made.putConfig(image, made.document.putObject("Config"));
    made.putHost(made.document.putObject("HostConfig"));
    return made.document;
  }

  private void putConfig(JsonNode image, ObjectNode config) {
    String name = body.path("image").asString();
    boolean tagged = name.indexOf(':', name.lastIndexOf('/') + 1) > 0 || name.contains("@");
    config.put("Image", tagged ? name : name + ":latest");
    config.set(
        "Cmd",
        body.path("command").isArray() ? body.path("command") : image.path("Config").path("Cmd"));
    ArrayNode variables = config.putArray("Env").add("PATH=/bin");
    body.path("env")
        .properties()
        .forEach(each -> variables.add(each.getKey() + "=" + each.getValue().asString()));
    ObjectNode labels = config.putObject("Labels");
    image.path("Labels").properties().forEach(each -> labels.set(each.getKey(), each.getValue()));
    body.path("labels").properties().forEach(each -> labels.set(each.getKey(), each.getValue()));
    config.set("Annotations", body.path("annotations"));
    config.set("Tty", body.path("terminal"));
    config.set("StopTimeout", body.path("stop_timeout"));
    JsonNode check = body.path("healthconfig");
    config.set("Healthcheck", check.isObject() ? check : image.path("Healthcheck"));
  }

  private void putHost(ObjectNode host) {
    boolean privileged = body.path("privileged").asBoolean(false);
    host.put("Privileged", privileged);
    host.set("CapAdd", privileged ? JsonMapper.shared().createArrayNode() : body.path("cap_add"));
    host.put("IpcMode", body.path("ipcns").path("nsmode").asString("shareable"));
    host.put("PidMode", body.path("pidns").path("nsmode").asString("private"));
    host.put("CgroupMode", body.path("cgroupns").path("nsmode").asString("private"));
    host.set("VolumesFrom", body.path("volumes_from"));
    putSecurity(host.putArray("SecurityOpt"));
    putMounts(host.putArray("Binds"), host.putObject("Tmpfs"));
    putLimits(host);
  }

  private void putSecurity(ArrayNode options) {
    if (body.path("no_new_privileges").asBoolean(false)) {
      options.add("no-new-privileges");
    }
    for (String kind : new String[] {"label", "seccomp", "apparmor"}) {
      String value = body.path("annotations").path("io.podman.annotations." + kind).asString("");
      if (!value.isEmpty()) {
        for (String each : value.split("," + kind + "=", -1)) {
          options.add(kind + "=" + each);
        }
      }
    }
  }

  private void putMounts(ArrayNode binds, ObjectNode tmpfs) {
    for (JsonNode mount : body.path("mounts")) {
      String place = mount.path("destination").asString();
      switch (mount.path("type").asString()) {
        case "tmpfs" ->
            tmpfs.put(place, options(mount.path("options"), "rw,rprivate,nosuid,nodev"));
        case "devpts" -> binds.add("devpts:" + place);
        default ->
            binds.add(
                mount.path("source").asString()
                    + ":"
                    + place
                    + ":"
                    + options(mount.path("options"), "rbind"));
      }
    }
    for (JsonNode volume : body.path("volumes")) {
      binds.add(
          volume.path("Name").asString()
              + ":"
              + volume.path("Dest").asString()
              + ":"
              + options(volume.path("Options"), "nosuid,nodev,rbind"));
    }
  }

  private static String options(JsonNode asked, String added) {
    StringBuilder options = new StringBuilder();
    asked.forEach(option -> options.append(option.asString()).append(','));
    return options + added;
  }

  private void putLimits(ObjectNode host) {
    JsonNode limits = body.path("resource_limits");
    host.set("Memory", limits.path("memory").path("limit"));
    host.set("MemoryReservation", limits.path("memory").path("reservation"));
    host.set("MemorySwap", limits.path("memory").path("swap"));
    host.set("CpuPeriod", limits.path("cpu").path("period"));
    host.set("CpuQuota", limits.path("cpu").path("quota"));
    host.set("CpuShares", limits.path("cpu").path("shares"));
    host.set("CpusetCpus", limits.path("cpu").path("cpus"));
    host.set("CpusetMems", limits.path("cpu").path("mems"));
    host.set("BlkioWeight", limits.path("blockIO").path("weight"));
    ArrayNode ulimits = host.putArray("Ulimits");
    for (JsonNode limit : body.path("r_limits")) {
      ObjectNode shown =
          ulimits
              .addObject()
              .put(
                  "Name",
                  "RLIMIT_" + limit.path("type").asString().toUpperCase(java.util.Locale.ROOT));
      shown.set("Soft", limit.path("soft"));
      shown.set("Hard", limit.path("hard"));
    }
  }
}
