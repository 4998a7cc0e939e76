package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.event.Difference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Aspect `systemd_unit`: whether the container's unit file is the one it would get now. Only `compare_container` asks.
public final class UnitComparison {
  private UnitComparison() {}

  /// The difference; empty where the file is up to date, or no unit is wanted: `oneshot` (D96), or hosts without systemd.
  ///
  /// @param unit null: there is neither file nor unit
  public static Optional<Difference> of(ContainerSpec spec, @Nullable ObservedUnit unit, PlanOptions options) {
    String fileText = unit == null ? null : unit.fileText();
    boolean wanted = spec.lifecycle().wantsUnit() && options.supervisor() == PlanOptions.Supervisor.SYSTEMD;
    if (!wanted || UnitText.upToDate(fileText, spec.name(), spec.lifecycle(), options)) {
      return Optional.empty();
    }
    String rule = fileText == null ? "The container has no unit file." : "The container's unit file is not the one it would get now.";
    return Optional.of(new Difference("systemd_unit", fileText, UnitText.of(spec.name(), spec.lifecycle()), rule));
  }
}
