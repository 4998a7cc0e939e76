package io.longshore.plan;

import java.time.Duration;
import java.util.List;

/// What an operator may choose about the meaning of actions; the defaults are the reference's ways
/// or better ones.
///
/// @param supervisor who keeps containers running
/// @param injectTimeZone whether every container gets the host's zone as `TZ` (D17)
/// @param missingConfigCheckerIsSame whether an image without `kolla_set_configs` compares as equal
///   rather than as a failure (D52)
/// @param ignoreNofileAndNproc whether these two limits are never compared, as the reference's
///   (D48)
/// @param acceptOlderUnits whether a unit text of an older Kolla release counts as up to date (D93)
/// @param bindDirectories where missing sources of binds are made: at or below these absolute paths
///   (D24); empty: nowhere
/// @param settle how long a started container must keep running before its start counts; zero: seen
///   running once, as the reference has it
/// @param replacing how a container takes another's place
public record PlanOptions(
    Supervisor supervisor,
    boolean injectTimeZone,
    boolean missingConfigCheckerIsSame,
    boolean ignoreNofileAndNproc,
    boolean acceptOlderUnits,
    List<String> bindDirectories,
    Duration settle,
    Replacing replacing) {
  /// The defaults.
  public static final PlanOptions DEFAULT =
      new PlanOptions(
          Supervisor.SYSTEMD,
          true,
          false,
          true,
          true,
          List.of("/"),
          Duration.ZERO,
          Replacing.DEFAULT);

  public PlanOptions {
    bindDirectories = List.copyOf(bindDirectories);
  }

  /// The same with the same settling time for every start.
  public PlanOptions settling(Duration time) {
    return new PlanOptions(
        supervisor,
        injectTimeZone,
        missingConfigCheckerIsSame,
        ignoreNofileAndNproc,
        acceptOlderUnits,
        bindDirectories,
        time,
        new Replacing(replacing.ofExited(), replacing.safely(), time));
  }

  /// Whether a missing source of a bind is made at that absolute path. One that goes up again is
  /// below no path but the root.
  boolean makesDirectory(String path) {
    return bindDirectories.stream().anyMatch(above -> isAtOrBelow(above, path));
  }

  private static boolean isAtOrBelow(String above, String path) {
    String directory = above.endsWith("/") ? above : above + "/";
    boolean goesUp = List.of(path.split("/")).contains("..");
    return directory.equals("/") || (!goesUp && (path + "/").startsWith(directory));
  }

  /// How a container takes another's place.
  ///
  /// @param ofExited whether one that has ended but is otherwise as asked for is made anew, rather
  ///   than started (D56)
  /// @param safely whether the old one is kept until the new one runs, and put back otherwise;
  ///   false: it is removed first, as the reference does (D57)
  /// @param settle how long the new one must keep running before the old one is given up
  public record Replacing(boolean ofExited, boolean safely, Duration settle) {
    /// Made anew, safely, given up after a second.
    public static final Replacing DEFAULT = new Replacing(true, true, Duration.ofSeconds(1));
  }

  /// Who keeps containers running.
  public enum Supervisor {
    /// A unit for each container, as the reference's.
    SYSTEMD,
    /// The engine's own restart policies, where there is no systemd.
    ENGINE
  }
}
