package io.longshore.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The facts module's parameter `args`.
///
/// @param allContainers `get_all_containers`: whether also those that do not run
record FactsArguments(boolean allContainers) {
  static final FactsArguments NONE = new FactsArguments(false);
  private static final String ALL_CONTAINERS = "get_all_containers";

  static @Nullable FactsArguments read(Located where, Problems problems) {
    if (!Scalars.isObject(where, problems)) {
      return null;
    }
    Unsupported.refuse(where, List.of(ALL_CONTAINERS), "unknown argument", problems);
    Located all = where.member(ALL_CONTAINERS);
    Boolean read = all.absent() ? null : Scalars.bool(all, problems);
    return new FactsArguments(read != null && read);
  }
}
