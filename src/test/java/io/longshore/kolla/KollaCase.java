package io.longshore.kolla;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// A line of `kolla-cases.jsonl`: a situation, and what is to come of it.
///
/// @param line the whole of it
/// @param aspect what it is about
/// @param params the parameters after merging
/// @param current what is on the host; its members are missing where they do not matter
/// @param expect what is to come of it
public record KollaCase(
    JsonNode line,
    String id,
    String aspect,
    JsonNode params,
    JsonNode current,
    JsonNode expect,
    String note) {
  public static KollaCase of(JsonNode line) {
    return new KollaCase(
        line,
        line.path("id").asString(),
        line.path("aspect").asString(),
        line.path("params"),
        line.path("current"),
        line.path("expect"),
        line.path("note").asString(""));
  }

  /// The same with something else on the host.
  KollaCase withCurrent(JsonNode other) {
    return new KollaCase(line, id, aspect, params, other, expect, note);
  }

  /// The same with other parameters.
  KollaCase withParams(JsonNode other) {
    return new KollaCase(line, id, aspect, other, current, expect, note);
  }

  /// Fails when the line describes something that its check would pass over in silence.
  void mustDescribeOnly(Set<String> described) {
    mustOnlyHave(Set.copyOf(expect.propertyNames()), described);
  }

  /// Fails when the line expects something, or describes something, that its check would pass over
  /// in silence.
  void mustOnlyHave(Set<String> expected, Set<String> described) {
    Set<String> unknown = new TreeSet<>(expect.propertyNames());
    unknown.removeAll(expected);
    Set<String> overlooked = new TreeSet<>(current.propertyNames());
    overlooked.removeAll(described);
    if (!unknown.isEmpty() || !overlooked.isEmpty()) {
      throw new AssertionError(
          "no check knows what to do with expect" + unknown + ", current" + overlooked);
    }
  }

  @Override
  public String toString() {
    return id + ": " + note;
  }
}
