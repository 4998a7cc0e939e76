package io.longshore.rollout;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.FactsQuery;
import io.longshore.command.HostControl;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.RunMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How a rollout's commands are undone on a host: each container that they may change is made again
/// from the command that it was made from, or removed where there was none, the last one first.
/// Images and volumes that were got or made stay.
public final class WayBack {
  private WayBack() {}

  /// What a command leaves behind.
  private sealed interface Effect {
    /// Nothing that has to be undone.
    record Nothing() implements Effect {}

    /// Another container of that name, or none.
    record Container(ContainerName name) implements Effect {}

    /// That name may mean another image.
    record Pulled(ImageReference image) implements Effect {}

    /// What no command undoes.
    record Lasting(String words) implements Effect {}
  }

  /// Why no rollout with this command can be undone, as a sentence; empty when it can.
  public static Optional<String> obstacle(Command command) {
    return effect(command) instanceof Effect.Lasting(String words)
        ? Optional.of(words)
        : Optional.empty();
  }

  /// The containers that these commands may change, in the order in which they first do.
  public static List<ContainerName> touched(List<Command> work) {
    Set<ContainerName> names = new LinkedHashSet<>();
    for (Command command : work) {
      if (effect(command) instanceof Effect.Container(ContainerName name)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /// What undoes these commands on a host.
  ///
  /// @param work none of which has an [#obstacle]
  /// @param found what was found of each container that they touch
  public static Before of(HostName host, List<Command> work, Map<ContainerName, Found> found) {
    Set<ImageReference> pulled = pulled(work);
    List<Step> steps = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (ContainerName name : touched(work).reversed()) {
      switch (found.getOrDefault(name, new Found.Unclear("nobody has looked at " + name))) {
        case Found.Absent _ -> {
          steps.add(removal(name));
          words.add("there is no " + name + ": it would be removed");
        }
        case Found.AsAsked(_, ImageReference image, _)
            when pulled.contains(image.withDefaultTag()) -> {
          return new Before.Unknown(host, moved(name, image));
        }
        case Found.AsAsked(Step step, _, String source) -> {
          steps.add(step);
          words.add(name + " is as " + source + " asked");
        }
        case Found.Unclear(String why) -> {
          return new Before.Unknown(host, why);
        }
      }
    }
    return new Before.Known(host, steps, words);
  }

  private static String moved(ContainerName name, ImageReference image) {
    return "%s runs %s, and a command pulls that name anew: what it means now would be lost; pull another tag"
        .formatted(name, image);
  }

  /// Names that may mean another image afterwards; a digest cannot.
  private static Set<ImageReference> pulled(List<Command> work) {
    return work.stream()
        .map(WayBack::effect)
        .filter(Effect.Pulled.class::isInstance)
        .map(effect -> ((Effect.Pulled) effect).image())
        .map(ImageReference::withDefaultTag)
        .filter(image -> !image.text().contains("@"))
        .collect(Collectors.toSet());
  }

  private static Step removal(ContainerName name) {
    return new Step(Action.STOP_AND_REMOVE_CONTAINER, "{\"name\":\"" + name + "\"}", null, false);
  }

  private static Effect effect(Command command) {
    return switch (command) {
      case Command.StartContainer start -> made(start.name(), start.mode());
      case Command.RecreateOrRestartContainer made -> made(made.name(), made.mode());
      case Command.StopContainer stop -> new Effect.Container(stop.name());
      case Command.StopAndRemoveContainer remove -> new Effect.Container(remove.name());
      case Command.RemoveContainer remove -> new Effect.Container(remove.name());
      case Command.PullImage pull -> new Effect.Pulled(pull.image());
      case Command.RemoveImage _ -> new Effect.Lasting("an image that was removed is gone");
      case Command.RemoveVolume _ -> new Effect.Lasting("what was in a volume is gone with it");
      case Command.Exec _ -> new Effect.Lasting("nobody knows what a program has done");
      case HostControl _ -> new Effect.Lasting("a command about the host itself is not undone");
      case Command.RestartContainer _,
          Command.CompareContainer _,
          Command.CompareImage _,
          Command.CreateVolume _,
          Command.EnsureImage _,
          FactsQuery _ ->
          new Effect.Nothing();
    };
  }

  private static Effect made(ContainerName name, RunMode mode) {
    return mode.detach()
        ? new Effect.Container(name)
        : new Effect.Lasting("nobody knows what a container run to its end has done");
  }
}
