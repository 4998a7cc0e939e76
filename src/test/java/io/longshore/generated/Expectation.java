package io.longshore.generated;

import io.longshore.command.Capability;
import io.longshore.command.ContainerSpec;
import io.longshore.command.DesiredState;
import io.longshore.command.Dimensions;
import io.longshore.command.Environment;
import io.longshore.command.Healthcheck;
import io.longshore.command.Isolation;
import io.longshore.command.Mount;
import io.longshore.command.NamespaceMode;
import io.longshore.command.SecurityOption;
import io.longshore.command.Tmpfs;
import io.longshore.plan.DesiredEnvironment;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.UnitText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which aspect a comparison has to report of a container that was made as one specification says
/// when another is asked for that differs from it in one parameter: told from what the two mean,
/// without a look at the container.
final class Expectation {
  /// Options that are there before they are asked for where the file system beneath has them, so
  /// that asking for them may be asking for nothing.
  private static final Set<String> MAY_BE_THERE =
      Set.of("exec", "noexec", "suid", "nosuid", "dev", "nodev");

  private static final Set<String> MOUNT_DEFAULTS = Set.of("rw", "bind", "rbind", "rprivate");
  private static final Set<String> TMPFS_DEFAULTS =
      Set.of("rw", "nosuid", "nodev", "tmpcopyup", "mode=1777");
  private static final Set<String> IGNORED_LIMITS = Set.of("nofile", "nproc");

  private final HostFacts host;
  private final ContainerSpec made;
  private final ContainerSpec asked;

  private Expectation(HostFacts host, ContainerSpec made, ContainerSpec asked) {
    this.host = host;
    this.made = made;
    this.asked = asked;
  }

  /// What may be reported: one of these sets of aspects. More than one where only the engine knows.
  ///
  /// @param parameter the one in which they differ
  static Set<Set<String>> of(
      HostFacts host, String parameter, ContainerSpec made, ContainerSpec asked) {
    return new Expectation(host, made, asked).of(parameter);
  }

  private Set<Set<String>> of(String parameter) {
    return switch (parameter) {
      case "image" -> only("image", !imageName(made).equals(imageName(asked)));
      case "command" -> only("command", !equal(made.commandLine(), asked.commandLine()));
      case "environment" -> only("environment", !environment(made).equals(environment(asked)));
      case "labels" -> only("labels", !labels(made).equals(labels(asked)));
      // The reference compares it neither.
      case "tty" -> only("tty", false);
      case "privileged" -> only("privileged", true);
      case "cap_add" ->
          only("cap_add", !privileged() && !capabilities(made).equals(capabilities(asked)));
      case "security_opt" ->
          only("security_opt", !privileged() && !options(made).equals(options(asked)));
      case "ipc_mode" -> only("ipc_mode", ipcMode(made) != ipcMode(asked));
      case "pid_mode" -> only("pid_mode", hostProcesses(made) != hostProcesses(asked));
      case "cgroupns_mode" -> cgroupMode();
      case "volumes" -> mounts();
      case "volumes_from" -> only("volumes_from", true);
      case "tmpfs" -> only("tmpfs", !tmpfs(made).equals(tmpfs(asked)));
      case "dimensions" -> only("dimensions", !dimensions(made).equals(dimensions(asked)));
      case "healthcheck" -> only("healthcheck", !equal(healthcheck(made), healthcheck(asked)));
      case "state" -> only("container_state", asked.state() != DesiredState.RUNNING);
      case "restart_policy", "restart_retries", "client_timeout", "graceful_timeout" ->
          only("systemd_unit", !unit(made).equals(unit(asked)));
      default -> throw new IllegalArgumentException("no expectation for " + parameter);
    };
  }

  private static Set<Set<String>> only(String aspect, boolean differs) {
    return Set.of(differs ? Set.of(aspect) : Set.of());
  }

  private static boolean equal(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other);
  }

  private String imageName(ContainerSpec spec) {
    String last = spec.image().withDefaultTag().lastComponent();
    return host.image(spec.image()).id() + " " + last;
  }

  private Environment environment(ContainerSpec spec) {
    return DesiredEnvironment.of(spec, host.timeZone(), PlanOptions.DEFAULT);
  }

  private Map<String, String> labels(ContainerSpec spec) {
    Map<String, String> labels = new HashMap<>(host.image(spec.image()).labels());
    labels.putAll(spec.labels());
    return labels;
  }

  private boolean privileged() {
    return made.isolation().privileged() && asked.isolation().privileged();
  }

  /// To ask for a capability that every container has is to ask for nothing.
  private Set<String> capabilities(ContainerSpec spec) {
    Set<Capability> all = spec.isolation().addedCapabilities();
    if (all.contains(Capability.ALL)) {
      return Set.of(Capability.ALL.text());
    }
    Set<String> names = all.stream().map(Capability::text).collect(Collectors.toSet());
    names.removeAll(host.defaultCapabilities());
    names.remove(Capability.AUDIT_WRITE.text());
    return names;
  }

  private static Set<String> options(ContainerSpec spec) {
    Isolation isolation = spec.isolation();
    boolean labelsOff =
        isolation.pidMode() == NamespaceMode.HOST || isolation.ipcMode() == NamespaceMode.HOST;
    return isolation.securityOptions().stream()
        .filter(option -> !(labelsOff && option.name().equals("label")))
        .map(SecurityOption::text)
        .collect(Collectors.toSet());
  }

  /// The engines' default is `shareable`.
  private static NamespaceMode ipcMode(ContainerSpec spec) {
    NamespaceMode mode = spec.isolation().ipcMode();
    return mode == null ? NamespaceMode.SHAREABLE : mode;
  }

  private static boolean hostProcesses(ContainerSpec spec) {
    return spec.isolation().pidMode() == NamespaceMode.HOST;
  }

  /// Which mode a container has that asks for none is the engine's to choose.
  private Set<Set<String>> cgroupMode() {
    Set<String> difference = Set.of("cgroupns_mode");
    boolean engineChose = made.isolation().cgroupMode() == null;
    return engineChose ? Set.of(Set.of(), difference) : Set.of(difference);
  }

  private Set<Set<String>> mounts() {
    Map<String, Set<String>> before = mounts(made);
    Map<String, Set<String>> after = mounts(asked);
    Set<String> difference = Set.of("volumes");
    if (before.equals(after)) {
      return Set.of(Set.of());
    }
    boolean onlyMaybe =
        before.keySet().equals(after.keySet())
            && before.keySet().stream().allMatch(key -> onlyMaybe(before.get(key), after.get(key)));
    return onlyMaybe ? Set.of(Set.of(), difference) : Set.of(difference);
  }

  private static boolean onlyMaybe(Set<String> before, Set<String> after) {
    Set<String> added = new TreeSet<>(after);
    added.removeAll(before);
    return after.containsAll(before) && MAY_BE_THERE.containsAll(added);
  }

  private static Map<String, Set<String>> mounts(ContainerSpec spec) {
    Map<String, Set<String>> mounts = new TreeMap<>();
    for (Mount mount : spec.storage().volumes()) {
      Set<String> options = new TreeSet<>(mount.options());
      options.removeAll(MOUNT_DEFAULTS);
      mounts.put(mount.source() + ":" + mount.destination(), options);
    }
    return mounts;
  }

  private static Map<String, Set<String>> tmpfs(ContainerSpec spec) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Tmpfs tmpfs : spec.storage().tmpfs()) {
      Set<String> options = new TreeSet<>(tmpfs.options());
      options.removeAll(TMPFS_DEFAULTS);
      all.put(tmpfs.destination().text(), options);
    }
    return all;
  }

  /// Swap of twice the memory is what an engine gives unasked; a weight that the host's kernel does
  /// not know is in force neither way.
  private Dimensions dimensions(ContainerSpec spec) {
    Dimensions limits = spec.dimensions();
    boolean implied = limits.memorySwapLimit() == 2 * limits.memoryLimit();
    boolean neverInForce = asked.dimensions().blockIoWeight() == 0 && !host.weighsBlockIo();
    Map<String, Dimensions.Ulimit> ulimits = new HashMap<>(limits.ulimits());
    ulimits.keySet().removeAll(IGNORED_LIMITS);
    return new Dimensions(
        limits.memoryLimit(),
        limits.memoryReservation(),
        implied ? 0 : limits.memorySwapLimit(),
        limits.cpuPeriod(),
        limits.cpuQuota(),
        limits.cpuShares(),
        limits.cpusetCpus(),
        limits.cpusetMems(),
        neverInForce ? 0 : limits.blockIoWeight(),
        false,
        ulimits);
  }

  private @Nullable Healthcheck healthcheck(ContainerSpec spec) {
    Healthcheck check = spec.healthcheck();
    Healthcheck wanted = check == null ? inherited(host.image(spec.image())) : check;
    return wanted == null || wanted.disabled() ? null : wanted;
  }

  private static @Nullable Healthcheck inherited(ObservedImage image) {
    ObservedHealthcheck check = image.healthcheck();
    return check == null
        ? null
        : new Healthcheck(
            check.test(),
            Duration.ofNanos(check.intervalNanos()),
            Duration.ofNanos(check.timeoutNanos()),
            Duration.ofNanos(check.startPeriodNanos()),
            check.retries());
  }

  private static List<String> unit(ContainerSpec spec) {
    return spec.lifecycle().wantsUnit()
        ? List.of(UnitText.of(spec.name(), spec.lifecycle()))
        : List.of();
  }
}
