package io.longshore.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The host's own files, seen through a root directory: `/`, or where the host's root is mounted.
///
/// @param root the directory that is the host's `/`
public record HostFiles(Path root) {
  private static final String ZONE_INFO = "zoneinfo/";

  /// The host's time zone, as the reference finds it: `/etc/timezone`, else the link
  /// `/etc/localtime`, else `UTC`.
  public String timeZone() {
    Path file = at("/etc/timezone");
    Path link = at("/etc/localtime");
    try {
      String named =
          Files.isReadable(file)
              ? Files.readString(file).lines().findFirst().orElse("").strip()
              : "";
      if (!named.isEmpty()) {
        return named;
      }
      String target = Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
      int zone = target.indexOf(ZONE_INFO);
      return zone < 0 ? "UTC" : target.substring(zone + ZONE_INFO.length());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the host's time zone from " + file + " or " + link, e);
    }
  }

  /// Makes a directory (0755) with its parents. False when something of that name was there.
  public boolean ensureDirectory(String path) {
    Path directory = at(path);
    try {
      if (Files.exists(directory)) {
        return false;
      }
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory " + directory, e);
    }
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }
}
