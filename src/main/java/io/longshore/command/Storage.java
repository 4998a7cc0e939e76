package io.longshore.command;

import java.util.List;
import java.util.Set;

/// What is mounted into a container.
///
/// @param volumes binds, named volumes and devpts; destinations are unique
/// @param volumesFrom containers whose volumes are taken over, as `name[:ro|rw|z]`
/// @param tmpfs memory file systems; destinations are unique
public record Storage(List<Mount> volumes, Set<String> volumesFrom, List<Tmpfs> tmpfs) {
  /// Nothing mounted.
  public static final Storage NONE = new Storage(List.of(), Set.of(), List.of());

  public Storage {
    volumes = List.copyOf(volumes);
    volumesFrom = Set.copyOf(volumesFrom);
    tmpfs = List.copyOf(tmpfs);
  }
}
