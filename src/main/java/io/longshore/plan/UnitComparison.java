package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.event.Difference;
import java.util.Optional;

/// Aspect `systemd_unit`: whether the container's unit file is the one it would get now.
public final class UnitComparison {
  private UnitComparison() {}

  /// The difference; empty where the file is up to date, or no unit is wanted: `oneshot` (D96), or
  /// hosts without systemd.
  public static Optional<Difference> of(
      ContainerSpec spec, ActualState actual, PlanOptions options) {
    ObservedUnit unit = actual.unit();
    String fileText = unit == null ? null : unit.fileText();
    boolean wanted =
        spec.lifecycle().wantsUnit() && options.supervisor() == PlanOptions.Supervisor.SYSTEMD;
    if (!wanted || UnitText.upToDate(fileText, spec.name(), spec.lifecycle(), options)) {
      return Optional.empty();
    }
    String rule =
        fileText == null
            ? "The container has no unit file."
            : "The container's unit file is not the one it would get now.";
    return Optional.of(
        new Difference("systemd_unit", fileText, UnitText.of(spec.name(), spec.lifecycle()), rule));
  }
}
