package io.longshore.generated;

import io.longshore.command.ContainerSpec;
import java.util.Set;

/// A parameter set that differs from another in one parameter.
///
/// @param parameter the one
/// @param how it differs: `not given`, `another` …
/// @param set the other set
/// @param startable whether an engine takes it: it may not where a limit was left out that another
///   rests on, or the parameter is for comparisons only
/// @param made what the set means that it differs from
/// @param asked what it means itself
public record Mutation(
    String parameter,
    String how,
    ParameterSet set,
    boolean startable,
    ContainerSpec made,
    ContainerSpec asked) {

  /// What may be reported of a container that was made as the other set says: one of these sets of
  /// aspects.
  public Set<Set<String>> expected(HostFacts host) {
    return Expectation.of(host, parameter, made, asked);
  }

  @Override
  public String toString() {
    return parameter + " " + how;
  }
}
