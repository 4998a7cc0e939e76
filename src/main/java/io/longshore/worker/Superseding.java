package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.ledger.Ledger;
import io.longshore.plan.Supersession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Looks behind a command for one that makes it pointless.
final class Superseding {
  private final boolean wanted;
  private final Turns turns;
  private final Ledger ledger;
  private final Admission admission;

  /// @param wanted whether any command is superseded at all
  Superseding(boolean wanted, Turns turns, Ledger ledger, Admission admission) {
    this.wanted = wanted;
    this.turns = turns;
    this.ledger = ledger;
    this.admission = admission;
  }

  /// Why a command that was not begun need not be; empty when it has to be.
  Optional<Failure> of(Turn turn, Envelope envelope) {
    if (!wanted || envelope.checkMode()) {
      return Optional.empty();
    }
    List<CommandId> ids = new ArrayList<>();
    List<Command> behind = behind(turn, ids);
    OptionalInt place = Supersession.by(envelope.command(), behind);
    return place.isPresent()
        ? Optional.of(superseded(ids.get(place.getAsInt())))
        : Optional.empty();
  }

  /// What follows as far as it would be carried out now; one that would not ends the looking.
  /// Repeats of what is known do nothing.
  private List<Command> behind(Turn turn, List<CommandId> ids) {
    Set<CommandId> seen = new HashSet<>(Set.of(turn.id()));
    List<Command> behind = new ArrayList<>();
    for (Turn later : turns.behind(turn)) {
      if (later.conflict() || isAnswered(later.id()) || !seen.add(later.id())) {
        continue;
      }
      Optional<Command> command = admission.readyNow(later);
      if (command.isEmpty()) {
        return behind;
      }
      behind.add(command.get());
      ids.add(later.id());
    }
    return behind;
  }

  private boolean isAnswered(CommandId id) {
    return ledger.stateOf(id) instanceof Ledger.State.Answered;
  }

  private static Failure superseded(CommandId by) {
    return new Failure(
        FailureKind.SUPERSEDED,
        "The later command " + by + " for the same resource made it pointless before it was begun",
        "Look at the result of that command.",
        null,
        null,
        by);
  }
}
