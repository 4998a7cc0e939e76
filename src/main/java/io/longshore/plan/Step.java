package io.longshore.plan;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Program;
import io.longshore.command.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One effect to bring about, as data with its reason. A step that finds its effect already there
/// does nothing and says so.
public sealed interface Step {
  /// Why it is needed, as the end of a sentence "because …".
  String reason();

  /// What it acts on, for people.
  String target();

  /// Whether it may wait for long for something that goes on by itself, so that whoever waits can
  /// be told to stop.
  default boolean waits() {
    return false;
  }

  /// Whether it only tidies up, which nobody counts as a change.
  default boolean onlyTidies() {
    return false;
  }

  /// Pulls an image. What follows is planned anew, since only now the image can be compared.
  ///
  /// @param currentId the id that the reference names locally before; null: none
  record PullImage(ImageRequest request, @Nullable String currentId, String reason)
      implements Step {
    @Override
    public String target() {
      return request.image().text();
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /// Removes a name of an image.
  ///
  /// @param found what the name stands for
  record RemoveImage(ImageReference image, ObservedImage found, String reason) implements Step {
    @Override
    public String target() {
      return image.text();
    }
  }

  /// Makes a volume exist, with the label `kolla_managed=true` when it is new.
  record EnsureVolume(VolumeName volume, String reason) implements Step {
    @Override
    public String target() {
      return volume.text();
    }
  }

  /// Removes a volume.
  record RemoveVolume(ObservedVolume volume, String reason) implements Step {
    @Override
    public String target() {
      return volume.name().text();
    }
  }

  /// Makes the source directory of a bind exist (0755), as the reference does (D24).
  record EnsureDirectory(String path, String reason) implements Step {
    @Override
    public String target() {
      return path;
    }
  }

  /// A step on one container, by the engine or by its unit.
  sealed interface OnContainer extends Step {
    /// The container.
    ContainerName name();

    @Override
    default String target() {
      return name().text();
    }
  }

  /// Makes a container from a specification whose environment is complete; annotates it with the
  /// command's id.
  ///
  /// @param keptByEngine whether the engine itself restarts it by its restart policy, there being
  ///   no unit
  record CreateContainer(ContainerSpec spec, boolean keptByEngine, String reason)
      implements OnContainer {
    @Override
    public ContainerName name() {
      return spec.name();
    }
  }

  /// Makes the container that is to take the place of the one of that name, under the name
  /// [ReplacementNames#next], after removing what an earlier replacement may have left behind.
  ///
  /// @param spec as for [CreateContainer], under the name that it will have
  record CreateReplacement(ContainerSpec spec, boolean keptByEngine, String reason)
      implements OnContainer {
    @Override
    public ContainerName name() {
      return spec.name();
    }
  }

  /// Starts a container by the engine.
  record StartContainer(ContainerName name, String reason) implements OnContainer {}

  /// Stops a container by the engine and verifies that it has stopped.
  ///
  /// @param graceful from the stop signal to the kill signal
  record StopContainer(ContainerName name, Duration graceful, String reason)
      implements OnContainer {}

  /// Restarts a container by the engine.
  record RestartContainer(ContainerName name, Duration graceful, String reason)
      implements OnContainer {}

  /// Lets a paused container go on, so that it can be stopped.
  record UnpauseContainer(ContainerName name, String reason) implements OnContainer {}

  /// Removes a container and its anonymous volumes.
  ///
  /// @param force from the stop signal to the kill signal for what may still run in it; null: a
  ///   container in which something runs is not removed
  record RemoveContainer(ContainerName name, @Nullable Duration force, String reason)
      implements OnContainer {
    /// Only one in which nothing runs.
    public RemoveContainer(ContainerName name, String reason) {
      this(name, null, reason);
    }
  }

  /// Waits until a removal that somebody else began is over.
  record AwaitRemoval(ContainerName name, Duration limit, String reason) implements OnContainer {
    @Override
    public boolean waits() {
      return true;
    }
  }

  /// Waits until the container runs as well as is wanted; fails as soon as it cannot come to that.
  ///
  /// @param startedBefore a start time that does not count, being from before; null: any start
  ///   counts
  /// @param limit how long it may take to run
  record AwaitRunning(
      ContainerName name,
      @Nullable Instant startedBefore,
      Duration limit,
      Steadiness steadiness,
      String reason)
      implements OnContainer {
    @Override
    public boolean waits() {
      return true;
    }
  }

  /// When a start counts.
  ///
  /// @param settle how long it must keep running without another start; zero: seen running once
  /// @param healthy whether its health check, where it has one, must call it healthy
  /// @param mayEnd whether one that has ended with exit code 0 counts, too, as that of a task does
  record Steadiness(Duration settle, boolean healthy, boolean mayEnd) {}

  /// Gives the container another name; does nothing when there is none of the first.
  record RenameContainer(ContainerName name, ContainerName to, String reason)
      implements OnContainer {}

  /// Gives a container that a replacement had set aside its name back. What follows is planned
  /// anew.
  record PutBack(ContainerName name, ContainerName setAside, String reason)
      implements OnContainer {}

  /// Removes the container that another one has replaced. What replaced it runs, so that a refusal
  /// is a warning.
  ///
  /// @param force as for [RemoveContainer]
  record RemoveReplaced(ContainerName name, @Nullable Duration force, String reason)
      implements OnContainer {}

  /// Waits for the container's end and reads its exit code and output.
  ///
  /// @param startedBefore as that of [AwaitRunning]
  /// @param startLimit how long it may take to start
  /// @param ending what brings it to its end when the command is called off meanwhile
  record CollectRun(
      ContainerName name,
      @Nullable Instant startedBefore,
      Duration startLimit,
      List<Step> ending,
      String reason)
      implements OnContainer {
    public CollectRun {
      ending = List.copyOf(ending);
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /// Runs a program in the running container and waits for its end.
  ///
  /// @param limit how long it may take when the command has no timeout of its own
  record Exec(ContainerName name, Program program, Duration limit, String reason)
      implements OnContainer {
    @Override
    public boolean waits() {
      return true;
    }
  }

  /// Writes the unit file, enables it and reloads systemd, unless it is so already.
  record InstallUnit(ContainerName name, String text, String reason) implements OnContainer {}

  /// Stops, disables and deletes the unit.
  ///
  /// @param limit the longest a stop may take
  record RemoveUnit(ContainerName name, Duration limit, String reason) implements OnContainer {}

  /// Starts the unit and waits for its job's result.
  record StartUnit(ContainerName name, Duration limit, String reason) implements OnContainer {}

  /// Stops the unit and waits for its job's result.
  ///
  /// @param engineFollows whether the engine stops the container next, so that a job that fails or
  ///   comes to no end is no failure yet
  record StopUnit(ContainerName name, Duration limit, boolean engineFollows, String reason)
      implements OnContainer {}

  /// Restarts the unit and waits for its job's result.
  record RestartUnit(ContainerName name, Duration limit, String reason) implements OnContainer {}

  /// Has systemd forget that the unit failed.
  record ForgetUnitFailure(ContainerName name, String reason) implements OnContainer {
    @Override
    public boolean onlyTidies() {
      return true;
    }
  }
}
