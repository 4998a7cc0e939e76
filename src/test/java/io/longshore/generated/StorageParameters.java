package io.longshore.generated;

import java.util.ArrayList;
import java.util.List;

/// What is mounted.
///
/// Destinations of volumes and of memory file systems are kept apart, and both from those of the
/// donors and of images, where an engine refuses the second mount. Not made: `idmap`, which the
/// hosts' runtime (runc) does not do, and `nr_inodes` of a memory file system, which no Podman
/// takes.
final class StorageParameters {
  /// Containers whose volumes can be taken over; they have to be there before a set is used.
  static final List<String> DONORS = List.of("donor", "giver");

  /// The last is where the image `demo/declared` has a volume of its own.
  private static final List<String> DESTINATIONS =
      List.of(
          "/host-etc",
          "/var/log/app",
          "/data/a.b",
          "/with space",
          "/d\u00e4t",
          "/var/lib/declared");

  private static final List<String> DIRECTORIES =
      List.of("/etc", "/srv", "/opt", "/tmp", "/run", "/dev/shm", "/", "/var/lib/made/by-a-mount");

  private static final List<String> NAMES = List.of("logs", "db_1", "Upper.Case-2");
  private static final List<String> TEMPORARY = List.of("/scratch", "/tmp/deep/er", "/ram disk");

  private StorageParameters() {}

  static Spelled volumes(Dice dice) {
    List<Spelled> mounts = new ArrayList<>();
    for (String destination : dice.some(3, DESTINATIONS)) {
      mounts.add(dice.chance(50) ? bind(destination, dice) : named(destination, dice));
    }
    if (dice.chance(15)) {
      mounts.add(Spelled.anyOf("devpts:/dev/pts", "devpts:/dev/pts/", "devpts:/dev/pts:rw"));
    }
    return new Spelled.Items(mounts);
  }

  private static Spelled bind(String destination, Dice dice) {
    List<String> options = new ArrayList<>();
    optionally(options, dice, 50, "ro");
    optionally(options, dice, 40, "shared", "slave", "private", "rshared", "rslave", "rprivate");
    optionally(options, dice, 20, "z", "Z");
    optionally(options, dice, 15, "exec", "noexec");
    optionally(options, dice, 15, "suid", "nosuid");
    optionally(options, dice, 15, "dev", "nodev");
    optionally(options, dice, 10, "bind", "rbind");
    return mount(dice.oneOf(DIRECTORIES), destination, options);
  }

  private static Spelled named(String destination, Dice dice) {
    List<String> options = new ArrayList<>();
    optionally(options, dice, 40, "ro");
    optionally(options, dice, 20, "z", "Z");
    optionally(options, dice, 15, "exec", "noexec");
    optionally(options, dice, 15, "suid", "nosuid");
    optionally(options, dice, 15, "dev", "nodev");
    optionally(options, dice, 15, "copy", "nocopy");
    optionally(options, dice, 15, "U");
    return mount(dice.oneOf(NAMES), destination, options);
  }

  private static void optionally(List<String> options, Dice dice, int percent, String... choices) {
    if (dice.chance(percent)) {
      options.add(dice.oneOf(choices));
    }
  }

  private static Spelled mount(String source, String destination, List<String> options) {
    return new Spelled.Single(dice -> {
      List<String> all = new ArrayList<>(dice.shuffled(options));
      if (!options.contains("ro") && dice.chance(30)) {
        all.add("rw");
      }
      String from = source.startsWith("/") ? path(source, dice) : source;
      String tail = all.isEmpty() ? "" : ":" + String.join(",", all);
      return Spelled.JSON.stringNode(from + ":" + path(destination, dice) + tail);
    });
  }

  private static String path(String path, Dice dice) {
    return switch (dice.between(0, 5)) {
      case 0 -> path + "/";
      case 1 -> path.replaceFirst("/", "//");
      case 2 -> path.replaceFirst("/", "/./");
      default -> path;
    };
  }

  static Spelled volumesFrom(Dice dice) {
    List<Spelled> donors = new ArrayList<>();
    for (String donor : dice.some(2, DONORS)) {
      donors.add(Spelled.text(donor + dice.oneOf("", ":ro", ":rw", ":z")));
    }
    return new Spelled.Items(donors);
  }

  static Spelled tmpfs(Dice dice) {
    List<Spelled> all = new ArrayList<>();
    for (String destination : dice.some(2, TEMPORARY)) {
      List<String> options = new ArrayList<>();
      optionally(options, dice, 50, "size=1m", "size=64m", "size=50%");
      optionally(options, dice, 30, "mode=700", "mode=1777", "mode=0755");
      optionally(options, dice, 20, "ro");
      optionally(options, dice, 20, "noexec", "exec");
      optionally(options, dice, 10, "nosuid", "suid");
      optionally(options, dice, 10, "nodev", "dev");
      optionally(options, dice, 10, "notmpcopyup", "tmpcopyup");
      all.add(
          new Spelled.Single(written -> {
            String tail =
                options.isEmpty() ? "" : ":" + String.join(",", written.shuffled(options));
            return Spelled.JSON.stringNode(path(destination, written) + tail);
          }));
    }
    return new Spelled.Items(all);
  }
}
