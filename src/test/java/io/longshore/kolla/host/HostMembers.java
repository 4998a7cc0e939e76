package io.longshore.kolla.host;

import io.longshore.worker.HostFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a line says of its host under `host`: from what the reference takes the time zone (section
/// 3.12 of the behaviour page).
public final class HostMembers {
  private static final Set<String> ZONE = Set.of("timezone", "etc_timezone", "/etc/timezone");
  private static final Set<String> LINK = Set.of("localtime", "etc_localtime", "/etc/localtime");

  /// What makes no difference to Longshore.
  private static final Set<String> HARMLESS =
      Set.of("architecture", "distribution", "hostname", "kernel", "os");

  private HostMembers() {}

  /// The zone of such a host.
  public static String zone(JsonNode host) {
    if (host.isEmpty()) {
      return "UTC";
    }
    Path root = CaseHost.temporaryDirectory();
    try {
      write(host, root);
      return new HostFiles(root).timeZone();
    } finally {
      CaseHost.delete(root);
    }
  }

  /// Makes the host's files below a directory.
  ///
  /// @throws AssertionError for a member that no rule is known for
  static void write(JsonNode host, Path root) {
    boolean told = false;
    for (String name : host.propertyNames()) {
      String value = host.path(name).asString("");
      if (ZONE.contains(name)) {
        text(root.resolve("etc/timezone"), value);
        told = true;
      } else if (LINK.contains(name)) {
        link(root.resolve("etc/localtime"), value);
        told = true;
      } else if (HARMLESS.contains(name)) {
        System.err.println("passed over, as it makes no difference to Longshore: host." + name);
      } else {
        throw new AssertionError("no rule for host." + name);
      }
    }
    if (!told) {
      text(root.resolve("etc/timezone"), "UTC");
    }
  }

  private static void text(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An empty target: there is no link.
  private static void link(Path link, String target) {
    try {
      Files.createDirectories(link.getParent());
      if (!target.isEmpty()) {
        Files.createSymbolicLink(link, Path.of(target));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
