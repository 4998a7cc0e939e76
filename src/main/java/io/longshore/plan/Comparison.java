package io.longshore.plan;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.event.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells how a container differs from its specification, aspect by aspect, under the reference's
/// names and in its order.
///
/// Only what was asked for is compared, or what an engine always fills in the same way; both sides
/// are normalised first, and what an engine cannot report never counts as a difference. So a
/// container compares as equal right after it was created.
public final class Comparison {
  /// The aspect of being in the wanted state.
  static final String STATE = "container_state";

  private static final String IMAGE = "image";

  private static final List<Aspect> ASPECTS =
      List.of(
          new Aspect("cap_add", CapabilityRule::compare),
          new Aspect("security_opt", SecurityOptionRule::compare),
          new Aspect(IMAGE, ImageRule::compare),
          new Aspect("ipc_mode", NamespaceRules::ipc),
          new Aspect("labels", LabelRule::compare),
          new Aspect("privileged", NamespaceRules::privileged),
          new Aspect("pid_mode", NamespaceRules::pid),
          new Aspect("cgroupns_mode", NamespaceRules::cgroup),
          new Aspect("tmpfs", TmpfsRule::compare),
          new Aspect("volumes", VolumeRule::compare),
          new Aspect("volumes_from", VolumeRule::compareVolumesFrom),
          new Aspect("environment", EnvironmentRule::compare),
          new Aspect(STATE, ProcessRules::state),
          new Aspect("dimensions", DimensionRule::compare),
          new Aspect("command", ProcessRules::command),
          new Aspect("healthcheck", HealthcheckRule::compare));

  private static final String NO_RECORD =
      "the container carries no readable record of its specification:"
          + " what the engine does not report, such as variables no longer asked for, counts as equal";

  private Comparison() {}

  /// Compares all sixteen aspects; an absent container is the one difference `container_missing`.
  /// The container's configuration and unit are not among them: [ConfigComparison], [UnitText].
  public static Compared of(ContainerSpec spec, ActualState actual, PlanOptions options) {
    ObservedContainer container = actual.container();
    if (container == null) {
      return new Compared(
          List.of(missing(spec.name())), DimensionRule.withoutEffect(spec.dimensions()));
    }
    SpecRecord specRecord = SpecRecord.readFrom(container.annotations()).orElse(null);
    ComparisonSubject subject =
        new ComparisonSubject(
            spec, container, actual.image(), specRecord, actual.timeZone(), options);
    List<Difference> differences = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (specRecord == null) {
      warnings.add(NO_RECORD);
    }
    for (Aspect aspect : ASPECTS) {
      Verdict verdict = aspect.judge(subject);
      warnings.addAll(verdict.warnings());
      difference(aspect.name(), verdict).ifPresent(differences::add);
    }
    return new Compared(differences, warnings);
  }

  /// Compares the image alone, as `compare_image` does; an absent container is the one difference
  /// `container_missing`.
  public static List<Difference> ofImage(
      ContainerName name, ImageReference wanted, ActualState actual) {
    ObservedContainer container = actual.container();
    return container == null
        ? List.of(missing(name))
        : difference(IMAGE, ImageRule.compare(wanted, container, actual.image())).stream().toList();
  }

  /// The outcome of a comparison.
  ///
  /// @param differences what is not as asked for; empty: the container is as specified
  /// @param warnings what could not be compared, and what was asked for but never applies
  public record Compared(List<Difference> differences, List<String> warnings) {
    public Compared {
      differences = List.copyOf(differences);
      warnings = List.copyOf(warnings);
    }

    /// With one difference more, when there is one.
    Compared with(Optional<Difference> more) {
      List<Difference> all = new ArrayList<>(differences);
      more.ifPresent(all::add);
      return new Compared(all, warnings);
    }
  }

  private static Difference missing(ContainerName name) {
    return new Difference(
        "container_missing", null, name.text(), "There is no container of that name.");
  }

  private static Optional<Difference> difference(String aspect, Verdict verdict) {
    return Optional.ofNullable(verdict.finding())
        .map(finding ->
            new Difference(aspect, finding.current(), finding.desired(), finding.rule()));
  }

  /// An aspect and its rule.
  private record Aspect(String name, Rule rule) {

    /// Contains a fault of one rule, so that it does not hide what the others find (D55); and
    /// nobody's container is recreated for a fault of ours.
    Verdict judge(ComparisonSubject subject) {
      try {
        return rule.compare(subject);
      } catch (RuntimeException fault) {
        return Verdict.equalWith(
            name + " could not be compared, which is a fault in Longshore: " + fault);
      }
    }
  }

  /// How one aspect is compared.
  private interface Rule {
    Verdict compare(ComparisonSubject subject);
  }
}
