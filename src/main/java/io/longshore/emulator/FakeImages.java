package io.longshore.emulator;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.engine.Images;
import io.longshore.event.FailureKind;
import io.longshore.plan.ListedImage;
import io.longshore.plan.ObservedImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Images of a [FakeContainerEngine] and of the registries that it can reach.
public final class FakeImages implements Images {
  private final FakeFaults faults;
  private final FakeLock lock;
  private final Map<String, ObservedImage> local = new LinkedHashMap<>();
  private final Map<String, ObservedImage> published = new HashMap<>();
  private final Map<String, FailureKind> refused = new HashMap<>();
  private Predicate<ObservedImage> used = _ -> false;
  private int made;
  private boolean everything;

  FakeImages(FakeFaults faults, FakeLock lock) {
    this.faults = faults;
    this.lock = lock;
  }

  void usedWhere(Predicate<ObservedImage> predicate) {
    used = predicate;
  }

  /// Puts a new plain image under that name into the local storage; a name that was there moves to
  /// it.
  public ObservedImage load(String reference) {
    return load(reference, plain());
  }

  /// Puts an image under that name into the local storage.
  public ObservedImage load(String reference, ObservedImage image) {
    return lock.holding(() -> {
      local.put(full(reference), image);
      return named(full(reference));
    });
  }

  /// Makes a registry have a new plain image under that name.
  public ObservedImage publish(String reference) {
    return publish(reference, plain());
  }

  /// Makes a registry have an image under that name.
  public ObservedImage publish(String reference, ObservedImage image) {
    lock.holding(() -> published.put(full(reference), image));
    return image;
  }

  /// Makes registries have an image under every name that is asked for.
  public void publishEverything() {
    lock.changing(() -> everything = true);
  }

  /// Makes every pull of that name fail.
  public void refuse(String reference, FailureKind kind) {
    lock.holding(() -> refused.put(full(reference), kind));
  }

  private ObservedImage plain() {
    int number = lock.holding(() -> made++);
    String id = "%064x".formatted(0xabcdef00L + number);
    return new ObservedImage(id, List.of(), List.of(), Map.of(), Set.of(), null);
  }

  private static String full(String reference) {
    return new ImageReference(reference).withDefaultTag().text();
  }

  @Override
  public Optional<ObservedImage> find(ImageReference image) {
    return faults.call(FakeOperation.FIND_IMAGE, image.text(), () -> lookUp(image));
  }

  @Override
  public List<ListedImage> list() {
    return faults.call(FakeOperation.LIST_IMAGES, "", () -> lock.holding(this::listed));
  }

  private List<ListedImage> listed() {
    return local.keySet().stream()
        .map(this::named)
        .distinct()
        .map(image ->
            new ListedImage(
                image.id(), image.repoTags(), image.repoDigests(), null, 1 << 20, image.labels()))
        .toList();
  }

  Optional<ObservedImage> lookUp(ImageReference image) {
    return lock.holding(() -> key(image).map(this::named));
  }

  /// A name with a registry is taken literally, others are found by the end of a local name.
  private Optional<String> key(ImageReference image) {
    String wanted = full(image.text());
    if (image.namesRegistry() || local.containsKey(wanted)) {
      return Optional.of(wanted).filter(local::containsKey);
    }
    return local.keySet().stream().filter(name -> name.endsWith("/" + wanted)).findFirst();
  }

  private ObservedImage named(String key) {
    ObservedImage image = Objects.requireNonNull(local.get(key));
    List<String> tags =
        local.entrySet().stream()
            .filter(entry -> entry.getValue().id().equals(image.id()))
            .map(Map.Entry::getKey)
            .toList();
    return new ObservedImage(
        image.id(),
        tags,
        image.repoDigests(),
        image.labels(),
        image.volumes(),
        image.healthcheck());
  }

  @Override
  public String pull(ImageRequest request, Consumer<String> progress, Duration limit) {
    String name = full(request.image().text());
    return faults.call(
        FakeOperation.PULL_IMAGE,
        request.image().text(),
        () -> {
          progress.accept("Trying to pull " + name + "...");
          return lock.holding(() -> pulled(request.image(), name));
        });
  }

  private String pulled(ImageReference image, String name) {
    FailureKind kind = refused.get(name);
    if (kind != null) {
      throw FakeFaults.failure(kind, "cannot pull " + image + ": " + kind.wireName());
    }
    ObservedImage found =
        everything ? published.computeIfAbsent(name, _ -> plain()) : published.get(name);
    if (found == null) {
      throw FakeFaults.failure(
          FailureKind.IMAGE_NOT_FOUND, "The requested image does not exist: " + image);
    }
    ObservedImage earlier = local.put(name, found);
    if (earlier == null || !earlier.id().equals(found.id())) {
      faults.record(FakeOperation.PULL_IMAGE, image.text());
    }
    return found.id();
  }

  @Override
  public boolean remove(ImageReference image, ObservedImage found) {
    return faults.call(
        FakeOperation.REMOVE_IMAGE, image.text(), () -> lock.holding(() -> removed(image)));
  }

  private boolean removed(ImageReference image) {
    Optional<String> key = key(image);
    if (key.isEmpty()) {
      return false;
    }
    ObservedImage found = named(key.get());
    if (found.repoTags().size() == 1 && used.test(found)) {
      throw FakeFaults.failure(FailureKind.IN_USE, "Image '" + image + "' is currently in-use");
    }
    local.remove(key.get());
    faults.record(FakeOperation.REMOVE_IMAGE, image.text());
    return true;
  }
}
