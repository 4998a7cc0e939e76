package io.longshore.rollout;

import io.longshore.command.HostName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rollout as it is to go.
///
/// @param id its name
/// @param targets its hosts in their order, each once, at least one
/// @param work the commands that every host gets, in order, at least one
/// @param batches sizes of the batches, at least one
/// @param parallel how many hosts may be at work at once within a batch, at least 1
/// @param budget how many hosts may fail
/// @param deadlines until when things must have happened
/// @param pauses rests after batches
/// @param gate what a host must prove; null: its commands' success is enough
/// @param reversal how changed hosts are brought back
/// @param windows when hosts may be begun; empty: at any time
public record RolloutPlan(
    RolloutId id,
    List<Target> targets,
    List<Step> work,
    List<BatchSize> batches,
    int parallel,
    Budget budget,
    Deadlines deadlines,
    List<Pause> pauses,
    @Nullable Gate gate,
    Reversal reversal,
    List<Window> windows) {
  public RolloutPlan {
    targets = List.copyOf(targets);
    work = List.copyOf(work);
    batches = List.copyOf(batches);
    pauses = List.copyOf(pauses);
    windows = List.copyOf(windows);
  }

  /// How many hosts each batch has.
  public List<Integer> batchSizes() {
    return BatchSize.split(batches, targets.size());
  }

  /// The commands of a phase, as far as they are the same for every host.
  public List<Step> steps(Task.Phase phase) {
    return switch (phase) {
      case WORK -> work;
      case PROOF -> gate == null ? List.of() : List.of(gate.probe());
      case REVERT -> reversal.steps();
    };
  }

  /// Whether more hosts would have failed than may, if these did.
  public boolean isBreachedBy(Set<HostName> failed) {
    int first = 0;
    for (int size : batchSizes()) {
      int inBatch =
          Math.toIntExact(
              targets.subList(first, first + size).stream()
                  .filter(target -> failed.contains(target.host()))
                  .count());
      if (budget.isBreached(inBatch, size, failed.size())) {
        return true;
      }
      first += size;
    }
    return false;
  }

  /// The rest after that batch; empty when there is none.
  public Optional<Pause> pauseAfter(int batch) {
    return pauses.stream().filter(pause -> pause.afterBatch() == batch).findFirst();
  }
}
