package io.longshore.wire;

import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads times: ISO 8601 (`PT30S`) or whole seconds, more than none and at most 30 days.
final class Durations {
  private static final Duration LONGEST = Duration.ofDays(30);

  private Durations() {}

  static @Nullable Duration read(Located where, Problems problems) {
    Duration read = duration(where.node());
    if (read == null || !read.isPositive() || read.compareTo(LONGEST) > 0) {
      problems.expected(where, "time of at most 30 days expected, such as PT30S or 30 (seconds)");
      return null;
    }
    return read;
  }

  private static @Nullable Duration duration(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToInt() ? Duration.ofSeconds(node.intValue()) : null;
    }
    try {
      return node.isString() ? Duration.parse(node.stringValue()) : null;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
