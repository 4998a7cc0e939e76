package io.longshore.rollout;

import io.longshore.command.CommandId;
import io.longshore.command.CommandIds;
import io.longshore.command.HostName;
import java.util.Locale;
import java.util.UUID;

/// The ids of a rollout's commands: whoever leads it, the same command has the same id, so that the
/// host's worker knows one that was sent before. UUIDs by name, version 5 of RFC 9562.
public final class TaskIds {
  /// Drawn once, for Longshore's rollouts.
  private static final UUID NAMESPACE = UUID.fromString("5b0ff3e1-4c5d-4d5c-9f2e-6a1f0c7d8e21");

  private TaskIds() {}

  /// The id of that command.
  public static CommandId of(RolloutId rollout, HostName host, Task task) {
    String name =
        String.join(
            "/",
            rollout.text(),
            host.text(),
            task.phase().name().toLowerCase(Locale.ROOT),
            Integer.toString(task.step()),
            Integer.toString(task.attempt()));
    return CommandIds.named(NAMESPACE, name);
  }
}
