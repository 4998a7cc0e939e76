package io.longshore.emulator;

import io.longshore.command.VolumeName;
import io.longshore.engine.Volumes;
import io.longshore.event.FailureKind;
import io.longshore.plan.ListedVolume;
import io.longshore.plan.ObservedVolume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Volumes of a [FakeContainerEngine].
public final class FakeVolumes implements Volumes {
  private final FakeFaults faults;
  private final FakeLock lock;
  private final Map<VolumeName, ObservedVolume> volumes = new HashMap<>();
  private Predicate<VolumeName> used = _ -> false;

  FakeVolumes(FakeFaults faults, FakeLock lock) {
    this.faults = faults;
    this.lock = lock;
  }

  void usedWhere(Predicate<VolumeName> predicate) {
    used = predicate;
  }

  @Override
  public Optional<ObservedVolume> find(VolumeName name) {
    return faults.call(
        FakeOperation.FIND_VOLUME,
        name.text(),
        () -> lock.holding(() -> Optional.ofNullable(volumes.get(name))));
  }

  @Override
  public List<ListedVolume> list() {
    return faults.call(
        FakeOperation.LIST_VOLUMES,
        "",
        () -> lock.holding(() -> volumes.values().stream().map(FakeVolumes::listed).toList()));
  }

  private static ListedVolume listed(ObservedVolume volume) {
    String directory = "/var/lib/containers/storage/volumes/" + volume.name() + "/_data";
    return new ListedVolume(volume.name().text(), "local", directory, null, volume.labels());
  }

  @Override
  public boolean create(VolumeName name, Map<String, String> labels) {
    return faults.call(
        FakeOperation.CREATE_VOLUME, name.text(), () -> lock.holding(() -> make(name, labels)));
  }

  boolean make(VolumeName name, Map<String, String> labels) {
    boolean made = volumes.putIfAbsent(name, new ObservedVolume(name, Map.copyOf(labels))) == null;
    if (made) {
      faults.record(FakeOperation.CREATE_VOLUME, name.text());
    }
    return made;
  }

  @Override
  public boolean remove(ObservedVolume volume) {
    VolumeName name = volume.name();
    return faults.call(
        FakeOperation.REMOVE_VOLUME, name.text(), () -> lock.holding(() -> removed(name)));
  }

  private boolean removed(VolumeName name) {
    if (!volumes.containsKey(name)) {
      return false;
    }
    if (used.test(name)) {
      throw FakeFaults.failure(
          FailureKind.IN_USE, "Volume named '" + name + "' is currently in-use");
    }
    volumes.remove(name);
    faults.record(FakeOperation.REMOVE_VOLUME, name.text());
    return true;
  }
}
