package io.longshore.plan;

import io.longshore.command.Command;
import io.longshore.command.FactsQuery;
import io.longshore.command.HostControl;
import io.longshore.command.Lifecycle;
import java.util.List;
import java.util.OptionalInt;

/// Which commands a later one for the same resource makes pointless, none of them having been
/// begun: those without which the later one leaves exactly the same.
public final class Supersession {
  private Supersession() {}

  /// The place of the first command behind an older one that makes it pointless, together with all
  /// that stand between; empty when none does.
  ///
  /// @param behind commands for the same resource in the order in which they would be carried out
  public static OptionalInt by(Command older, List<Command> behind) {
    for (int place = 0; place < behind.size(); place++) {
      Command newer = behind.get(place);
      boolean betweenToo =
          behind.subList(0, place).stream().allMatch(each -> makesPointless(newer, each));
      if (betweenToo && makesPointless(newer, older)) {
        return OptionalInt.of(place);
      }
    }
    return OptionalInt.empty();
  }

  /// Whether nothing is lost when, of two commands for the same resource, only the newer is carried
  /// out. Where that is not certain, it is not so.
  static boolean makesPointless(Command newer, Command older) {
    return switch (newer) {
      case Command.RemoveContainer _, Command.StopAndRemoveContainer _ -> endsWithRemoval(older);
      case Command.StopContainer stop -> isStopOrRestart(older, stop.lifecycle(), false);
      case Command.RestartContainer restart ->
          isStopOrRestart(older, restart.lifecycle(), restart.policyGiven());
      case Command.StartContainer start -> start.mode().detach() && isDetachedStart(older);
      case Command.RecreateOrRestartContainer recreate ->
          recreate.mode().detach() && isDetachedStart(older);
      case Command.PullImage pull -> isPullOf(pull, older);
      case Command.EnsureImage ensure -> ensure.equals(older);
      case Command.RemoveImage _ -> older instanceof Command.OnImage;
      case Command.CreateVolume _ -> older instanceof Command.CreateVolume;
      case Command.RemoveVolume _ -> older instanceof Command.OnVolume;
      case Command.CompareContainer _,
          Command.CompareImage _,
          Command.Exec _,
          FactsQuery _,
          HostControl _ ->
          false;
    };
  }

  /// A task that is run to its end has effects that no removal takes back.
  private static boolean endsWithRemoval(Command older) {
    return switch (older) {
      case Command.StartContainer start -> start.mode().detach();
      case Command.RecreateOrRestartContainer recreate -> recreate.mode().detach();
      case Command.RestartContainer _,
          Command.StopContainer _,
          Command.RemoveContainer _,
          Command.StopAndRemoveContainer _ ->
          true;
      case Command.CompareContainer _,
          Command.CompareImage _,
          Command.Exec _,
          Command.OnImage _,
          Command.OnVolume _,
          FactsQuery _,
          HostControl _ ->
          false;
    };
  }

  /// One goes by the unit, the other by the engine, where they are not of one kind: then they do
  /// not undo each other. What the older one writes into the unit stays, unless the newer one
  /// writes it, too.
  private static boolean isStopOrRestart(
      Command older, Lifecycle lifecycle, boolean newerWritesUnit) {
    boolean byUnit = lifecycle.wantsUnit();
    return (older instanceof Command.StopContainer stop && stop.lifecycle().wantsUnit() == byUnit)
        || (older instanceof Command.RestartContainer restart
            && restart.lifecycle().wantsUnit() == byUnit
            && (newerWritesUnit || !restart.policyGiven()));
  }

  private static boolean isDetachedStart(Command older) {
    return older instanceof Command.StartContainer start && start.mode().detach();
  }

  /// With another account or other rules for TLS, the one may succeed where the other does not.
  private static boolean isPullOf(Command.PullImage newer, Command older) {
    return (older instanceof Command.PullImage pull && pull.request().equals(newer.request()))
        || (older instanceof Command.EnsureImage ensure
            && ensure.request().equals(newer.request()));
  }
}
