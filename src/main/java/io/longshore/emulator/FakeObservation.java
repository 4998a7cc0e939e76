package io.longshore.emulator;

import io.longshore.command.Capability;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Dimensions;
import io.longshore.command.Healthcheck;
import io.longshore.command.Isolation;
import io.longshore.command.Mount;
import io.longshore.command.NamespaceMode;
import io.longshore.command.SecurityOption;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedContainer.ObservedDimensions;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import io.longshore.plan.ObservedContainer.ObservedIsolation;
import io.longshore.plan.ObservedContainer.ObservedMount;
import io.longshore.plan.ObservedContainer.ObservedStorage;
import io.longshore.plan.ObservedContainer.ObservedUlimit;
import io.longshore.plan.ObservedContainer.RunState;
import io.longshore.plan.ObservedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What Podman 5.4 would show of a container made from a specification, as far as the comparison
/// looks at it: with the defaults it fills in and the mounts, capabilities and limits it adds.
final class FakeObservation {
  private static final List<String> DEFAULT_CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_NET_BIND_SERVICE",
          "CAP_SETFCAP",
          "CAP_SETGID",
          "CAP_SETPCAP",
          "CAP_SETUID",
          "CAP_SYS_CHROOT");

  private FakeObservation() {}

  static ObservedContainer of(
      String id,
      ContainerSpec spec,
      Map<String, String> annotations,
      ObservedImage image,
      RunState state) {
    List<String> commandLine = spec.commandLine();
    Map<String, String> labels = new HashMap<>(image.labels());
    labels.putAll(spec.labels());
    return new ObservedContainer(
        id,
        spec.name(),
        image.id(),
        spec.image().withDefaultTag().text(),
        state,
        commandLine == null ? List.of() : commandLine,
        environment(spec),
        labels,
        annotations,
        spec.tty(),
        (int) spec.lifecycle().gracefulTimeout().toSeconds(),
        healthcheck(spec.healthcheck(), image),
        isolation(spec.isolation()),
        storage(spec.storage(), image),
        dimensions(spec.dimensions()));
  }

  private static SortedMap<String, String> environment(ContainerSpec spec) {
    SortedMap<String, String> variables =
        new TreeMap<>(Map.of("PATH", "/usr/local/bin:/bin", "container", "podman"));
    variables.putAll(spec.environment().variables());
    return variables;
  }

  private static @Nullable ObservedHealthcheck healthcheck(
      @Nullable Healthcheck wanted, ObservedImage image) {
    if (wanted == null) {
      return image.healthcheck();
    }
    return new ObservedHealthcheck(
        wanted.test(),
        wanted.interval().toNanos(),
        wanted.timeout().toNanos(),
        wanted.startPeriod().toNanos(),
        wanted.retries());
  }

  private static ObservedIsolation isolation(Isolation wanted) {
    List<String> options =
        wanted.securityOptions().stream().map(SecurityOption::text).sorted().toList();
    List<String> added = added(wanted);
    TreeSet<String> bounding = new TreeSet<>(DEFAULT_CAPABILITIES);
    bounding.addAll(added);
    boolean unknown = wanted.privileged() || wanted.addedCapabilities().contains(Capability.ALL);
    return new ObservedIsolation(
        wanted.privileged(),
        unknown ? null : List.copyOf(bounding),
        added,
        options,
        mode(wanted.ipcMode(), "shareable"),
        mode(wanted.pidMode(), "private"),
        mode(wanted.cgroupMode(), "private"));
  }

  private static List<String> added(Isolation wanted) {
    if (wanted.privileged()) {
      return List.of();
    }
    TreeSet<String> added = new TreeSet<>(List.of(Capability.AUDIT_WRITE.text()));
    wanted.addedCapabilities().forEach(capability -> added.add(capability.text()));
    DEFAULT_CAPABILITIES.forEach(added::remove);
    return List.copyOf(added);
  }

  private static String mode(@Nullable NamespaceMode wanted, String usual) {
    return wanted == null ? usual : wanted.engineName();
  }

  private static ObservedStorage storage(Storage wanted, ObservedImage image) {
    List<String> binds = new ArrayList<>();
    List<ObservedMount> mounts = new ArrayList<>();
    wanted.volumes().forEach(mount -> add(mount, binds, mounts));
    image.volumes().forEach(path -> add(Mount.parse("0".repeat(64) + ":" + path), binds, mounts));
    Map<String, String> tmpfs = new HashMap<>();
    wanted.tmpfs().forEach(each -> tmpfs.put(each.destination().text(), tmpfsOptions(each)));
    return new ObservedStorage(
        binds, mounts, tmpfs, wanted.volumesFrom().stream().sorted().toList());
  }

  private static void add(Mount mount, List<String> binds, List<ObservedMount> mounts) {
    String path = mount.destination().text();
    if (mount.kind() == Mount.Kind.DEVPTS) {
      binds.add("devpts:" + path);
      return;
    }
    boolean volume = mount.kind() == Mount.Kind.VOLUME;
    String propagation =
        mount.options().stream()
            .filter(option -> option.matches("r?(shared|slave|private|unbindable)"))
            .findFirst()
            .orElse("rprivate");
    String relabel = mount.options().contains("z") ? "z" : mount.options().contains("Z") ? "Z" : "";
    String access = mount.readOnly() ? "ro" : "rw";
    binds.add(mount.source() + ":" + path + ":" + propagation + "," + access + ",rbind");
    String source =
        volume
            ? "/var/lib/containers/storage/volumes/" + mount.source() + "/_data"
            : mount.source();
    List<String> options = new ArrayList<>(mount.options());
    options.removeAll(List.of("ro", "rw", "z", "Z", propagation));
    options.add("rbind");
    mounts.add(
        new ObservedMount(
            volume ? "volume" : "bind",
            volume ? mount.source() : "",
            source,
            path,
            relabel,
            options,
            !mount.readOnly(),
            propagation));
  }

  private static String tmpfsOptions(Tmpfs wanted) {
    List<String> options = new ArrayList<>(wanted.options());
    options.addAll(List.of("rw", "rprivate", "nosuid", "nodev", "tmpcopyup"));
    return String.join(",", options);
  }

  private static ObservedDimensions dimensions(Dimensions wanted) {
    List<ObservedUlimit> ulimits = new ArrayList<>();
    wanted
        .ulimits()
        .forEach((name, limit) ->
            ulimits.add(
                new ObservedUlimit(
                    "RLIMIT_" + name.toUpperCase(Locale.ROOT), limit.soft(), limit.hard())));
    boolean swapFollows = wanted.memorySwapLimit() == 0 && wanted.memoryLimit() > 0;
    return new ObservedDimensions(
        wanted.memoryLimit(),
        wanted.memoryReservation(),
        swapFollows ? 2 * wanted.memoryLimit() : wanted.memorySwapLimit(),
        wanted.cpuPeriod(),
        wanted.cpuQuota(),
        wanted.cpuShares(),
        wanted.cpusetCpus(),
        wanted.cpusetMems(),
        wanted.blockIoWeight(),
        ulimits);
  }
}
