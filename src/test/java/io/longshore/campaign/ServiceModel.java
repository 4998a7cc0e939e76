package io.longshore.campaign;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A service's container as far as the results tell: what it was made from, whether it runs, and
/// how often its process was started.
final class ServiceModel {
  /// A replacement that is taken back starts the new one and then the old one again, and each may
  /// be tried twice.
  private static final int MOST_STARTS_OF_A_FAILURE = 4;

  private boolean known = true;
  private @Nullable String spec;
  private boolean running;
  private int fewest;
  private int most;

  /// Follows a command that was carried out.
  ///
  /// @return whether it had to change something; empty when that cannot be told
  Optional<Boolean> follow(Asked asked, boolean succeeded) {
    if (!succeeded) {
      failed(asked);
      return Optional.empty();
    }
    boolean asWanted = running && asked.spec().equals(spec);
    return switch (asked.action()) {
      case "start_container", "recreate_or_restart_container" ->
          starts(become(!asWanted, asked.spec(), true));
      case "compare_container" -> known ? Optional.of(!asWanted) : Optional.empty();
      case "restart_container" -> {
        running = true;
        yield starts(Optional.of(true));
      }
      case "stop_container" -> {
        boolean ran = running;
        running = false;
        yield known ? Optional.of(ran) : Optional.empty();
      }
      case "stop_and_remove_container" -> become(spec != null, null, false);
      default -> Optional.empty();
    };
  }

  /// What cannot have had an effect leaves all as it was.
  private void failed(Asked asked) {
    boolean hadNothingToRestart =
        known && spec == null && asked.action().equals("restart_container");
    if (!hadNothingToRestart && !asked.action().equals("compare_container")) {
      known = false;
      most += MOST_STARTS_OF_A_FAILURE;
    }
  }

  private Optional<Boolean> become(boolean changes, @Nullable String newSpec, boolean runs) {
    Optional<Boolean> told = known ? Optional.of(changes) : Optional.empty();
    known = true;
    spec = newSpec;
    running = runs;
    return told;
  }

  private Optional<Boolean> starts(Optional<Boolean> changes) {
    fewest += changes.orElse(false) ? 1 : 0;
    most += changes.orElse(true) ? 1 : 0;
    return changes;
  }

  int fewestStarts() {
    return fewest;
  }

  int mostStarts() {
    return most;
  }

  /// Whether it has to be there at the end.
  boolean mustBeThere() {
    return known && spec != null;
  }

  /// Whether a container may be there at the end.
  ///
  /// @param underItsName whether it has the service's own name, and is not set aside
  boolean allows(Evidence.Seen seen, boolean underItsName) {
    return !known || (underItsName && seen.spec().equals(spec) && seen.running() == running);
  }

  @Override
  public String toString() {
    return known ? spec + (running ? " running" : " stopped") : "unknown";
  }
}
