package io.longshore.rollout;

import io.longshore.command.HostName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A host of a rollout.
///
/// @param host its name
/// @param variables what stands for `{{ name }}` in its commands
public record Target(HostName host, Map<String, String> variables) {
  public Target {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }
}
