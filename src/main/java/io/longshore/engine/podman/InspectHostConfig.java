package io.longshore.engine.podman;

import io.longshore.command.NamespaceMode;
import io.longshore.plan.ObservedContainer.ObservedDimensions;
import io.longshore.plan.ObservedContainer.ObservedIsolation;
import io.longshore.plan.ObservedContainer.ObservedMount;
import io.longshore.plan.ObservedContainer.ObservedStorage;
import io.longshore.plan.ObservedContainer.ObservedUlimit;
import java.util.List;

/// Reads what a container's inspect says under `HostConfig`, with `Mounts` and `BoundingCaps`
/// beside it.
final class InspectHostConfig {
  private InspectHostConfig() {}

  static ObservedIsolation isolation(InspectFields container, boolean reportsIpcMode) {
    InspectFields host = container.object("HostConfig");
    return new ObservedIsolation(
        host.flag("Privileged"),
        container.textsIfAny("BoundingCaps"),
        host.texts("CapAdd"),
        host.texts("SecurityOpt"),
        ipcMode(host.text("IpcMode"), reportsIpcMode),
        host.text("PidMode"),
        host.text("CgroupMode"));
  }

  /// An engine that does not report the mode says `shareable` of every container; any other word of
  /// it is true. The empty text is a mode of its own, [ObservedIsolation#NO_IPC_MODE].
  private static String ipcMode(String reported, boolean reportsIpcMode) {
    if (!reportsIpcMode && reported.equals(NamespaceMode.SHAREABLE.engineName())) {
      return "";
    }
    return reported.isEmpty() ? ObservedIsolation.NO_IPC_MODE : reported;
  }

  static ObservedStorage storage(InspectFields container) {
    InspectFields host = container.object("HostConfig");
    return new ObservedStorage(
        host.texts("Binds"),
        container.objects("Mounts").stream().map(InspectHostConfig::mount).toList(),
        host.textMap("Tmpfs"),
        host.texts("VolumesFrom"));
  }

  static ObservedDimensions dimensions(InspectFields container) {
    InspectFields host = container.object("HostConfig");
    return new ObservedDimensions(
        host.number("Memory"),
        host.number("MemoryReservation"),
        host.number("MemorySwap"),
        host.number("CpuPeriod"),
        host.number("CpuQuota"),
        host.number("CpuShares"),
        host.text("CpusetCpus"),
        host.text("CpusetMems"),
        host.smallNumber("BlkioWeight"),
        ulimits(host));
  }

  private static ObservedMount mount(InspectFields mount) {
    return new ObservedMount(
        mount.text("Type"),
        mount.text("Name"),
        mount.text("Source"),
        mount.text("Destination"),
        mount.text("Mode"),
        mount.texts("Options"),
        mount.flag("RW", true),
        mount.text("Propagation"));
  }

  private static List<ObservedUlimit> ulimits(InspectFields host) {
    return host.objects("Ulimits").stream()
        .map(limit ->
            new ObservedUlimit(limit.text("Name"), limit.number("Soft"), limit.number("Hard")))
        .toList();
  }
}
