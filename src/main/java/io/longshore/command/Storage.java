package io.longshore.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What is mounted into a container.
///
/// @param volumes binds, named volumes and devpts; destinations are unique
/// @param volumesFrom containers whose volumes are taken over, as `name[:ro|rw|z]`
/// @param tmpfs memory file systems; destinations are unique
public record Storage(List<Mount> volumes, Set<String> volumesFrom, List<Tmpfs> tmpfs) {
  /// Possessive: Java matches another repeated group by recursion, and a long text ends the stack.
  private static final Pattern DONOR =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*(:(?:ro|rw|z)(?:,(?:ro|rw|z))*+)?");

  /// Nothing mounted.
  public static final Storage NONE = new Storage(List.of(), Set.of(), List.of());

  /// The same mount given twice, as defaults and additions put together do, is one mount.
  ///
  /// @throws InvalidValueException when two mounts have one destination, and for a donor that is no
  ///   container name
  public Storage {
    volumes = volumes.stream().distinct().toList();
    volumesFrom = Set.copyOf(volumesFrom);
    tmpfs = tmpfs.stream().distinct().toList();
    volumesFrom.forEach(Storage::donor);
    Set<MountPath> taken = new HashSet<>();
    volumes.forEach(volume -> takeOnce(taken, volume.destination()));
    tmpfs.forEach(file -> takeOnce(taken, file.destination()));
  }

  /// Reads an item of the parameter `volumes_from`.
  ///
  /// @throws InvalidValueException for what cannot be a container's name or id
  public static String donor(String item) {
    if (!DONOR.matcher(item).matches()) {
      throw new InvalidValueException("a container name, optionally with :ro, :rw or :z", item);
    }
    return item;
  }

  /// Podman's words for it, which people can look up.
  private static void takeOnce(Set<MountPath> taken, MountPath destination) {
    if (!taken.add(destination)) {
      throw new InvalidValueException(
          "duplicate mount destination: " + destination,
          "one mount at each destination",
          destination.text());
    }
  }
}
