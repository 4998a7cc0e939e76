package io.longshore.ledger;

import io.longshore.command.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// What stands over the host's other commands: until when none may be begun, and which are being
/// called off. Rebuilt from the result topic at start with the ledger. Safe for use by many
/// threads.
public final class ControlState {
  private static final int MOST_REMEMBERED = 10_000;

  private final Map<CommandId, SequencedSet<CommandId>> cancellers = new HashMap<>();
  private final Map<CommandId, CommandId> answeredCancellers =
      new LinkedHashMap<>() {
        // Of most of so many, the target never came.
        @Override
        protected boolean removeEldestEntry(Map.Entry<CommandId, CommandId> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private Instant frozenUntil = Instant.MIN;

  ControlState() {}

  /// Notes that the `started` event of a cancelling command is durable: from then on its target is
  /// begun by no worker any more.
  public synchronized void cancelBegun(CommandId target, CommandId by) {
    cancellers.computeIfAbsent(target, _ -> new LinkedHashSet<>()).add(by);
  }

  /// Notes that a cancelling command calls its target off no more.
  public synchronized void cancelEnded(CommandId by) {
    cancellers.values().forEach(each -> each.remove(by));
    cancellers.values().removeIf(SequencedSet::isEmpty);
  }

  /// Keeps a command called off beyond the answer of the one that does so.
  synchronized void cancelOutlives(CommandId target, CommandId by) {
    answeredCancellers.putIfAbsent(target, by);
  }

  /// Notes that a command is answered: it calls no other off any more, nor is it called off.
  synchronized void answered(CommandId command) {
    cancelEnded(command);
    answeredCancellers.remove(command);
  }

  /// The command that is calling that one off, or has, the first of several; empty when none is.
  public synchronized Optional<CommandId> canceller(CommandId target) {
    CommandId answered = answeredCancellers.get(target);
    return answered == null
        ? Optional.ofNullable(cancellers.get(target)).map(SequencedSet::getFirst)
        : Optional.of(answered);
  }

  /// Keeps commands from being begun before that time. One that has passed ends a freeze.
  public synchronized void freezeUntil(Instant until) {
    frozenUntil = until;
    notifyAll();
  }

  /// When the freeze ends by itself; empty when there is none at that time.
  public synchronized Optional<Instant> frozenUntil(Instant now) {
    return frozenUntil.isAfter(now) ? Optional.of(frozenUntil) : Optional.empty();
  }

  /// Waits until commands may be begun, or that time has come.
  public synchronized void awaitThaw(Instant latest, InstantSource clock)
      throws InterruptedException {
    for (Instant now = clock.instant();
        now.isBefore(latest) && frozenUntil.isAfter(now);
        now = clock.instant()) {
      Instant end = frozenUntil.isBefore(latest) ? frozenUntil : latest;
      wait(
          LONGEST_WAIT.compareTo(Duration.between(now, end)) < 0
              ? LONGEST_WAIT.toMillis()
              : Duration.between(now, end).toMillis() + 1);
    }
  }

  /// The host's clock may be set meanwhile.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
}
