package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.command.RestartPolicy;
import io.longshore.event.Difference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Aspect `systemd_unit`: whether the container's unit file is the one it would get now.
public final class UnitComparison {
  private UnitComparison() {}

  /// The difference; empty where the file is up to date, or no unit is wanted: hosts without
  /// systemd, or `oneshot` (D96), unless the container was made to be kept by a unit and is.
  public static Optional<Difference> of(
      ContainerSpec spec, ActualState actual, PlanOptions options) {
    ObservedUnit unit = actual.unit();
    String fileText = unit == null ? null : unit.fileText();
    if (options.supervisor() != PlanOptions.Supervisor.SYSTEMD) {
      return Optional.empty();
    }
    if (!spec.lifecycle().wantsUnit()) {
      return unwanted(actual, fileText);
    }
    if (UnitText.upToDate(fileText, spec.name(), spec.lifecycle(), options)) {
      return Optional.empty();
    }
    String rule =
        fileText == null
            ? "The container has no unit file."
            : "The container's unit file is not the one it would get now.";
    return Optional.of(
        new Difference("systemd_unit", fileText, UnitText.of(spec.name(), spec.lifecycle()), rule));
  }

  /// A unit file of a `oneshot` container that no record tells of is one that the reference leaves
  /// behind (D59), and no reason to make the container anew.
  private static Optional<Difference> unwanted(ActualState actual, @Nullable String fileText) {
    ObservedContainer container = actual.container();
    boolean keptByUnit =
        container != null
            && SpecRecord.readFrom(container.annotations())
                .map(specRecord -> specRecord.value(SpecRecord.Entry.RESTART_POLICY))
                .filter(policy -> !policy.equals(RestartPolicy.ONESHOT.wireName()))
                .isPresent();
    return fileText != null && keptByUnit
        ? Optional.of(
            new Difference(
                "systemd_unit", fileText, null, "The container is no longer to be kept by a unit."))
        : Optional.empty();
  }
}
