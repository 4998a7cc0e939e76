package io.longshore.engine.podman;

import io.longshore.command.Mount;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is mounted, as fields of a container's creation.
final class StorageBody {
  private StorageBody() {}

  /// Adds the fields.
  static void put(Storage storage, ObjectNode body) {
    ArrayNode mounts = body.putArray("mounts");
    ArrayNode volumes = body.putArray("volumes");
    for (Mount mount : storage.volumes()) {
      switch (mount.kind()) {
        case BIND -> putBind(mount, mounts.addObject());
        case DEVPTS -> putMount("devpts", "devpts", mount.destination().text(), mounts.addObject());
        case VOLUME -> putVolume(mount, volumes.addObject());
      }
    }
    storage.tmpfs().forEach(tmpfs -> putTmpfs(tmpfs, mounts.addObject()));
    storage.volumesFrom().stream().sorted().forEach(body.putArray("volumes_from")::add);
  }

  private static void putBind(Mount mount, ObjectNode node) {
    putMount("bind", mount.source(), mount.destination().text(), node);
    mount.options().forEach(node.putArray("options")::add);
  }

  private static void putTmpfs(Tmpfs tmpfs, ObjectNode node) {
    putMount("tmpfs", "tmpfs", tmpfs.destination().text(), node);
    tmpfs.options().forEach(node.putArray("options")::add);
  }

  private static void putMount(String type, String source, String destination, ObjectNode node) {
    node.put("type", type).put("source", source).put("destination", destination);
  }

  private static void putVolume(Mount mount, ObjectNode node) {
    node.put("Name", mount.source()).put("Dest", mount.destination().text());
    mount.options().forEach(node.putArray("Options")::add);
  }
}
