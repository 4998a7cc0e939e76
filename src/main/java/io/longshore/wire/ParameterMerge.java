package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `parameters` and its `common_options` and merges them by the reference's rules
/// (kolla-compatibility, parameters): the command's own value wins over the common one, a null
/// counts as not given, environments are merged name by name, and some parameters cannot be set by
/// common options at all. Unlike there, common options are checked as the others are.
final class ParameterMerge {
  private static final String COMMON_OPTIONS = "common_options";
  private static final String ACTION = "action";
  private final Problems problems;

  private ParameterMerge(Problems problems) {
    this.problems = problems;
  }

  /// @param parameters the object `parameters`, or nothing
  /// @param action the command's action, which the parameters may repeat; null when it could not be
  ///   read
  static Parameters merge(Located parameters, @Nullable String action, Problems problems) {
    ParameterMerge merge = new ParameterMerge(problems);
    merge.checkRepeated(parameters.unlabelled().member(ACTION), action);
    Parameters.Part common = merge.common(parameters.unlabelled().member(COMMON_OPTIONS));
    Parameters.Part explicit = merge.explicit(parameters);
    return new Parameters(parameters, common, explicit);
  }

  private Parameters.Part common(Located options) {
    Located map = options.absent() ? null : Scalars.map(options, problems);
    return map == null ? new Parameters.Part() : members(map, Set.of());
  }

  private Parameters.Part explicit(Located parameters) {
    boolean given = !parameters.absent() && Scalars.isObject(parameters, problems);
    return given ? members(parameters, Set.of(ACTION, COMMON_OPTIONS)) : new Parameters.Part();
  }

  private Parameters.Part members(Located object, Set<String> besides) {
    Parameters.Part part = new Parameters.Part();
    for (String name : object.node().propertyNames()) {
      if (!besides.contains(name)) {
        read(part, object.unlabelled().member(name), name);
      }
    }
    return part;
  }

  private void read(Parameters.Part part, Located place, String name) {
    Optional<Parameter<?>> parameter = KollaParameters.named(name);
    if (parameter.isEmpty()) {
      problems.add(
          new Problem(
              place.pointer(),
              "unknown parameter: " + InvalidValueException.shown(name),
              problems.isFull() ? null : hintFor(name)));
    } else if (!place.absent()) {
      put(part, parameter.get(), place);
    }
  }

  private <T> void put(Parameters.Part part, Parameter<T> parameter, Located place) {
    part.put(parameter, parameter.reader().read(place, problems), place);
  }

  private void checkRepeated(Located repeated, @Nullable String action) {
    if (action != null && !repeated.absent() && !repeated.node().asString("").equals(action)) {
      problems.expected(repeated, "the command's own action expected, or none");
    }
  }

  private static @Nullable String hintFor(String name) {
    return EnvelopeReader.BESIDE_PARAMETERS.contains(name)
        ? name + " belongs beside parameters, not in it."
        : Unsupported.meant(name, KollaParameters.names());
  }
}
