package io.longshore.plan;

import io.longshore.command.InvalidValueException;
import io.longshore.command.Mount;
import io.longshore.command.MountPath;
import io.longshore.plan.ObservedContainer.ObservedMount;
import io.longshore.plan.ObservedContainer.ObservedStorage;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// A mount in the form in which a request and what the engine reports can be compared.
///
/// @param kind what is mounted
/// @param source a clean path for a bind, a volume's name, or `devpts`
/// @param destination a clean path in the container
/// @param readOnly whether the container may not write through it
/// @param propagation empty when not given
/// @param relabel `z`, `Z` or empty
/// @param options every other option
record MountFacts(
    Mount.Kind kind,
    String source,
    String destination,
    boolean readOnly,
    String propagation,
    String relabel,
    Set<String> options) {
  private static final Set<String> PROPAGATIONS =
      Set.of(
          "shared",
          "slave",
          "private",
          "rshared",
          "rslave",
          "rprivate",
          "unbindable",
          "runbindable");
  private static final Set<String> RELABELS = Set.of("z", "Z");

  static MountFacts of(Mount mount) {
    return of(mount.kind(), mount.source(), mount.destination().text(), mount.options());
  }

  /// What a container has: `Mounts`, or `Binds` where the engine reports no `Mounts`.
  static List<MountFacts> of(ObservedStorage storage) {
    return storage.mounts().isEmpty()
        ? storage.binds().stream().map(MountFacts::ofBind).toList()
        : storage.mounts().stream().map(MountFacts::ofMount).toList();
  }

  /// A path without `//`, `/./` and a trailing slash; what is no clean absolute path stays as it
  /// is.
  static String cleaned(String path) {
    try {
      return new MountPath(path).text();
    } catch (InvalidValueException odd) {
      // Only an engine can report such a path: nothing can ask for it, so nothing needs to match
      // it.
      return path;
    }
  }

  /// The options that make a mount other than one without any.
  static Set<String> withoutDefaults(Set<String> options) {
    Set<String> others = new LinkedHashSet<>(options);
    others.removeAll(Set.of("", "rw", "bind", "rbind", "rprivate"));
    return others;
  }

  /// Whether that option is one of its own.
  boolean asksFor(String option) {
    return options.contains(option)
        || option.equals(propagation)
        || option.equals(relabel)
        || (readOnly && option.equals("ro"));
  }

  /// As in the parameter `volumes`.
  String text() {
    Stream<String> known = Stream.of(readOnly ? "ro" : "", propagation, relabel);
    List<String> all =
        Stream.concat(known, options.stream().sorted())
            .filter(option -> !option.isEmpty())
            .toList();
    return source + ":" + destination + (all.isEmpty() ? "" : ":" + String.join(",", all));
  }

  private static MountFacts ofBind(String bind) {
    String[] fields = bind.split(":", 3);
    String destination = fields.length > 1 ? fields[1] : fields[0];
    List<String> options = fields.length > 2 ? Arrays.asList(fields[2].split(",")) : List.of();
    return of(Mount.Kind.of(fields[0]), fields[0], destination, options);
  }

  private static MountFacts ofMount(ObservedMount mount) {
    Set<String> options = new LinkedHashSet<>(mount.options());
    options.addAll(List.of(mount.writable() ? "rw" : "ro", mount.mode(), mount.propagation()));
    boolean volume = mount.type().toLowerCase(Locale.ROOT).equals("volume");
    String source = volume ? mount.name() : mount.source();
    Mount.Kind kind = volume ? Mount.Kind.VOLUME : Mount.Kind.of(source);
    return of(kind, source, mount.destination(), options);
  }

  private static MountFacts of(
      Mount.Kind kind, String source, String destination, Collection<String> all) {
    Set<String> others = new LinkedHashSet<>(all);
    others.removeAll(PROPAGATIONS);
    others.removeAll(RELABELS);
    others.removeAll(Set.of("", "ro", "rw", "bind", "rbind"));
    return new MountFacts(
        kind,
        kind == Mount.Kind.BIND ? cleaned(source) : source,
        cleaned(destination),
        all.contains("ro"),
        firstOf(PROPAGATIONS, all),
        firstOf(RELABELS, all),
        others);
  }

  private static String firstOf(Set<String> known, Collection<String> all) {
    return all.stream().filter(known::contains).findFirst().orElse("");
  }
}
