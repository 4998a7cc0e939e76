package io.longshore.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Follows in which order the commands of each resource are answered. What is answered without its
/// turn having come keeps no order.
final class OrderCheck {
  private final Map<String, Latest> latest = new HashMap<>();

  /// The command whose result is the newest of its resource.
  private record Latest(String id, long command, long result) {}

  /// What is wrong with the place of a result, as the end of a sentence about it; empty when it is
  /// in order.
  ///
  /// @param command the offset of its command's message
  Optional<String> next(Told.Ended event, long command) {
    String resource = event.ending().resource();
    if (resource == null || !keepsOrder(event.ending())) {
      return Optional.empty();
    }
    Latest before = latest.get(resource);
    if (before != null && before.command() > command) {
      return Optional.of(
          "answered after %s (command %d, result %d), which was sent later for %s"
              .formatted(before.id(), before.command(), before.result(), resource));
    }
    latest.put(resource, new Latest(event.id(), command, event.offset()));
    return Optional.empty();
  }

  private static boolean keepsOrder(Told.Ending ending) {
    return switch (ending.outcome()) {
      case SUCCEEDED, FAILED -> true;
      case CANCELLED -> ending.begun();
      case REJECTED, DENIED, EXPIRED, SUPERSEDED -> false;
    };
  }
}
