package io.longshore.plan;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Environment;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A web service on a host, in the states in which it may be found.
final class SampleState {
  static final ContainerName NAME = new ContainerName("web");
  static final ImageReference IMAGE = new ImageReference("registry.example:5000/demo/web:1");
  static final ContainerSpec SPEC = ContainerSpec.of(NAME, IMAGE);
  static final ImageRequest REQUEST = ImageRequest.of(IMAGE);
  static final Instant STARTED = Instant.parse("2026-11-22T10:00:00Z");
  static final Attempt FIRST = new Attempt(new CommandId("c-1"), 1, null);
  static final ObservedImage LOCAL_IMAGE =
      new ObservedImage("aaaa", List.of(IMAGE.text()), List.of(), Map.of(), Set.of(), null);

  private SampleState() {}

  static ContainerSpec oneShot() {
    return withLifecycle(
        new Lifecycle(RestartPolicy.ONESHOT, 10, Duration.ofSeconds(120), Duration.ofSeconds(10)));
  }

  static ContainerSpec withStrategy(String strategy) {
    return SPEC.withEnvironment(Environment.of(Map.of("KOLLA_CONFIG_STRATEGY", strategy)));
  }

  private static ContainerSpec withLifecycle(Lifecycle lifecycle) {
    return new ContainerSpec(
        NAME,
        IMAGE,
        null,
        Environment.NONE,
        Map.of(),
        false,
        SPEC.isolation(),
        SPEC.storage(),
        SPEC.dimensions(),
        null,
        lifecycle,
        SPEC.state());
  }

  /// As the engine shows a container made from [#SPEC].
  static ObservedContainer container(ContainerStatus status, Map<String, String> annotations) {
    return new ObservedContainer(
        "c0ffee",
        NAME,
        LOCAL_IMAGE.id(),
        IMAGE.text(),
        new ObservedContainer.RunState(
            status, 0, status == ContainerStatus.CREATED ? null : STARTED, null, false, ""),
        List.of(),
        new TreeMap<>(
            Map.of(
                "KOLLA_SERVICE_NAME", "web", "TZ", "UTC", "KOLLA_CONFIG_STRATEGY", "COPY_ALWAYS")),
        Map.of(),
        annotations,
        false,
        10,
        null,
        new ObservedContainer.ObservedIsolation(
            false,
            List.of("CAP_AUDIT_WRITE"),
            List.of(),
            List.of(),
            "private",
            "private",
            "private"),
        new ObservedContainer.ObservedStorage(List.of(), List.of(), Map.of(), List.of()),
        new ObservedContainer.ObservedDimensions(0, 0, 0, 0, 0, 0, "", "", 0, List.of()));
  }

  static ObservedContainer container(ContainerStatus status) {
    return container(status, Map.of());
  }

  static ObservedUnit unit(ObservedUnit.ActiveState active) {
    return new ObservedUnit(UnitText.of(NAME, SPEC.lifecycle()), active);
  }

  static ActualState found(@Nullable ObservedContainer container, @Nullable ObservedUnit unit) {
    return new ActualState(container, LOCAL_IMAGE, null, unit, null, "UTC");
  }

  static ActualState nothing() {
    return new ActualState(null, null, null, null, null, "UTC");
  }
}
