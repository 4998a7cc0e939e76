package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.InvalidValueException;
import io.longshore.ledger.Leftover;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The containers that were to be removed after the last results. Of each name the latest counts:
/// whoever used the name again has dealt with what was there.
final class Leftovers {
  /// A worker that dies leaves at most what it had in flight, and dies soon after its last results.
  private static final int MOST = 1000;

  private final Map<ContainerName, Leftover> latest = new LinkedHashMap<>();

  /// @param said by a terminal event
  void note(CommandId command, Map<String, String> said) {
    read(command, said)
        .ifPresent(leftover -> {
          latest.remove(leftover.name());
          latest.put(leftover.name(), leftover);
          if (latest.size() > MOST) {
            Iterator<ContainerName> oldest = latest.keySet().iterator();
            oldest.next();
            oldest.remove();
          }
        });
  }

  List<Leftover> known() {
    return List.copyOf(latest.values());
  }

  /// Empty for an event that leaves nothing, and for what no worker writes.
  private static Optional<Leftover> read(CommandId command, Map<String, String> said) {
    String name = said.get(LedgerHeaders.LEAVES);
    String at = said.get(LedgerHeaders.AT);
    if (name == null || at == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Leftover(command, new ContainerName(name), Instant.parse(at)));
    } catch (InvalidValueException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
