package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.command.Isolation;
import io.longshore.command.Mount;
import io.longshore.command.MountPath;
import io.longshore.command.NamespaceMode;
import io.longshore.command.Tmpfs;
import io.longshore.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a container was asked to be, as far as no engine reports it: left on the container as an
/// annotation when it is made.
///
/// It holds names of variables but no values, since the engine reports those. The text is a line an
/// entry, `key=value,value`, with `%`, commas and line ends in a value percent-encoded; lines of
/// keys not known are kept, so that an older worker reads a newer one's record.
///
/// @param entries key to values, both in order
public record SpecRecord(SortedMap<String, Set<String>> entries) {
  /// The annotation that holds the record.
  public static final String ANNOTATION = "io.longshore.spec";

  /// The annotation that holds the record's SHA-256: a record that was cut or edited is no record.
  public static final String HASH_ANNOTATION = "io.longshore.spec-hash";

  /// What a record says.
  enum Entry {
    CAPABILITIES("cap_add"),
    SECURITY_OPTIONS("security_opt"),
    IPC_MODE("ipc_mode"),
    CGROUP_MODE("cgroupns_mode"),
    /// Names only: the engine reports the values.
    LABELS("labels"),
    ENVIRONMENT("environment"),
    MOUNTS("volumes"),
    TMPFS("tmpfs"),
    /// Only that there was one.
    COMMAND("command"),
    /// Only that there was one.
    HEALTHCHECK("healthcheck"),
    RESTART_POLICY("restart_policy"),
    SWAP_LIMIT("memswap_limit"),
    BLOCK_IO_WEIGHT("blkio_weight");

    private final String key;

    Entry(String key) {
      this.key = key;
    }
  }

  /// The record of a specification.
  ///
  /// @param spec with its whole environment ([DesiredEnvironment])
  public static SpecRecord of(ContainerSpec spec) {
    Isolation isolation = spec.isolation();
    SortedMap<String, Set<String>> entries = new TreeMap<>();
    put(entries, Entry.CAPABILITIES, CapabilityRule.names(isolation.addedCapabilities()));
    put(
        entries,
        Entry.SECURITY_OPTIONS,
        SecurityOptionRule.unreported(isolation.securityOptions()));
    put(entries, Entry.IPC_MODE, mode(isolation.ipcMode()));
    put(entries, Entry.CGROUP_MODE, mode(isolation.cgroupMode()));
    put(entries, Entry.LABELS, spec.labels().keySet());
    put(entries, Entry.ENVIRONMENT, spec.environment().variables().keySet());
    put(
        entries,
        Entry.MOUNTS,
        spec.storage().volumes().stream().map(SpecRecord::mountText).toList());
    put(entries, Entry.TMPFS, spec.storage().tmpfs().stream().map(SpecRecord::tmpfsText).toList());
    put(entries, Entry.COMMAND, given(spec.commandLine()));
    put(entries, Entry.HEALTHCHECK, given(spec.healthcheck()));
    put(entries, Entry.RESTART_POLICY, List.of(spec.lifecycle().restartPolicy().wireName()));
    put(entries, Entry.SWAP_LIMIT, limit(spec.dimensions().memorySwapLimit()));
    put(entries, Entry.BLOCK_IO_WEIGHT, limit(spec.dimensions().blockIoWeight()));
    return new SpecRecord(entries);
  }

  /// The record among a container's annotations; empty when there is none, or it is not as it was
  /// written.
  public static Optional<SpecRecord> readFrom(Map<String, String> annotations) {
    String text = annotations.get(ANNOTATION);
    if (text == null || !sha256(text).equals(annotations.get(HASH_ANNOTATION))) {
      return Optional.empty();
    }
    SortedMap<String, Set<String>> entries = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        entries.put(line.substring(0, equals), decoded(line.substring(equals + 1)));
      }
    }
    return Optional.of(new SpecRecord(entries));
  }

  /// The annotations to leave on the container.
  public Map<String, String> annotations() {
    String text = text();
    return Map.of(ANNOTATION, text, HASH_ANNOTATION, sha256(text));
  }

  /// The values of an entry; empty when nothing was asked for.
  Set<String> values(Entry entry) {
    return entries.getOrDefault(entry.key, Set.of());
  }

  /// The one value of an entry; null when nothing was asked for.
  @Nullable String value(Entry entry) {
    return values(entry).stream().findFirst().orElse(null);
  }

  /// Whether anything of that kind was asked for.
  boolean has(Entry entry) {
    return !values(entry).isEmpty();
  }

  /// Whether a mount at that destination was asked for.
  boolean hasMount(String destination) {
    return values(Entry.MOUNTS).stream()
        .anyMatch(mount -> mount.equals(destination) || mount.startsWith(destination + ":"));
  }

  /// The options asked for of the mount at that destination.
  Set<String> mountOptions(String destination) {
    return options(Entry.MOUNTS, destination);
  }

  /// The options asked for of the memory file system at that destination.
  Set<String> tmpfsOptions(String destination) {
    return options(Entry.TMPFS, destination);
  }

  private Set<String> options(Entry entry, String destination) {
    return values(entry).stream()
        .filter(mount -> mount.startsWith(destination + ":"))
        .flatMap(mount -> Arrays.stream(mount.substring(destination.length() + 1).split(",")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    entries.forEach((key, values) -> {
      List<String> encoded = values.stream().map(SpecRecord::encoded).toList();
      text.append(key).append('=').append(String.join(",", encoded)).append('\n');
    });
    return text.toString();
  }

  private static void put(
      SortedMap<String, Set<String>> entries, Entry entry, Collection<String> values) {
    if (!values.isEmpty()) {
      entries.put(entry.key, new TreeSet<>(values));
    }
  }

  private static String mountText(Mount mount) {
    return text(mount.destination(), mount.options());
  }

  private static String tmpfsText(Tmpfs tmpfs) {
    return text(tmpfs.destination(), tmpfs.options());
  }

  private static String text(MountPath destination, Set<String> options) {
    return options.isEmpty() ? destination.text() : destination + ":" + String.join(",", options);
  }

  private static List<String> mode(@Nullable NamespaceMode mode) {
    return mode == null ? List.of() : List.of(mode.engineName());
  }

  private static List<String> given(@Nullable Object value) {
    return value == null ? List.of() : List.of("given");
  }

  private static List<String> limit(long limit) {
    return limit == 0 ? List.of() : List.of(Long.toString(limit));
  }

  private static Set<String> decoded(String values) {
    return Arrays.stream(values.split(","))
        .map(value ->
            value.replace("%0D", "\r").replace("%0A", "\n").replace("%2C", ",").replace("%25", "%"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String encoded(String value) {
    return value.replace("%", "%25").replace(",", "%2C").replace("\n", "%0A").replace("\r", "%0D");
  }

  private static String sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
