package io.longshore.command;

/// A command with all its parameters in canonical form: merged, defaulted, checked. One record an
/// action.
public sealed interface Command permits Command.Planned, HostControl {

  /// The action's name.
  Action action();

  /// What it acts on, and so in which order it runs.
  Resource resource();

  /// A command about what is on the host, from which its steps are planned.
  sealed interface Planned extends Command permits OnContainer, OnImage, OnVolume, FactsQuery {}

  /// A command about one container.
  sealed interface OnContainer extends Planned {
    /// The container's name.
    ContainerName name();

    @Override
    default Resource resource() {
      return new Resource.OfContainer(name());
    }
  }

  /// A command that says all that a container is to be.
  sealed interface WithSpec extends OnContainer {
    /// What the container is to be.
    ContainerSpec spec();

    @Override
    default ContainerName name() {
      return spec().name();
    }
  }

  /// A command about one image.
  sealed interface OnImage extends Planned {
    /// The image asked for.
    ImageReference image();

    @Override
    default Resource resource() {
      return new Resource.OfImage(image());
    }
  }

  /// A command about one volume.
  sealed interface OnVolume extends Planned {
    /// The volume's name.
    VolumeName name();

    @Override
    default Resource resource() {
      return new Resource.OfVolume(name());
    }
  }

  /// Tells whether the container differs from the specification; changes nothing.
  record CompareContainer(ContainerSpec spec) implements WithSpec {
    @Override
    public Action action() {
      return Action.COMPARE_CONTAINER;
    }
  }

  /// Tells whether the container runs another image than the one the reference names locally;
  /// changes nothing.
  record CompareImage(ContainerName name, ImageReference image) implements OnContainer {
    @Override
    public Action action() {
      return Action.COMPARE_IMAGE;
    }
  }

  /// Makes the volume exist.
  record CreateVolume(VolumeName name) implements OnVolume {
    @Override
    public Action action() {
      return Action.CREATE_VOLUME;
    }
  }

  /// Makes the volume not exist; refuses while a container uses it.
  record RemoveVolume(VolumeName name) implements OnVolume {
    @Override
    public Action action() {
      return Action.REMOVE_VOLUME;
    }
  }

  /// Pulls the image unless a local one has that name.
  record EnsureImage(ImageRequest request) implements OnImage {
    @Override
    public Action action() {
      return Action.ENSURE_IMAGE;
    }

    @Override
    public ImageReference image() {
      return request.image();
    }
  }

  /// Pulls the image, also when a local one has that name.
  record PullImage(ImageRequest request) implements OnImage {
    @Override
    public Action action() {
      return Action.PULL_IMAGE;
    }

    @Override
    public ImageReference image() {
      return request.image();
    }
  }

  /// Removes that name of an image, and the image with its last name; refuses while a container
  /// uses it.
  record RemoveImage(ImageReference image) implements OnImage {
    @Override
    public Action action() {
      return Action.REMOVE_IMAGE;
    }
  }

  /// Makes the container exist as specified and run; a specification with [RunMode#detach] false
  /// runs it to its end.
  record StartContainer(ContainerSpec spec, ImageRequest request, RunMode mode)
      implements WithSpec {
    @Override
    public Action action() {
      return Action.START_CONTAINER;
    }
  }

  /// Recreates, restarts or leaves the container, by its `KOLLA_CONFIG_STRATEGY` and by whether it
  /// differs.
  record RecreateOrRestartContainer(ContainerSpec spec, ImageRequest request, RunMode mode)
      implements WithSpec {
    @Override
    public Action action() {
      return Action.RECREATE_OR_RESTART_CONTAINER;
    }
  }

  /// Restarts the container through its unit, or through the engine for `oneshot`.
  ///
  /// @param policyGiven whether the restart policy was asked for, rather than being the default
  /// @param waitHealthy whether it must also become healthy where it has a health check
  record RestartContainer(
      ContainerName name, Lifecycle lifecycle, boolean policyGiven, boolean waitHealthy)
      implements OnContainer {
    /// Restarts it with whatever policy it has.
    public RestartContainer(ContainerName name, Lifecycle lifecycle, boolean waitHealthy) {
      this(name, lifecycle, false, waitHealthy);
    }

    @Override
    public Action action() {
      return Action.RESTART_CONTAINER;
    }
  }

  /// Stops the container.
  ///
  /// @param ignoreMissing whether an absent container is success rather than a failure
  record StopContainer(ContainerName name, Lifecycle lifecycle, boolean ignoreMissing)
      implements OnContainer {
    @Override
    public Action action() {
      return Action.STOP_CONTAINER;
    }
  }

  /// Stops the container and removes it with its unit; an absent container is success.
  record StopAndRemoveContainer(ContainerName name, Lifecycle lifecycle) implements OnContainer {
    @Override
    public Action action() {
      return Action.STOP_AND_REMOVE_CONTAINER;
    }
  }

  /// Removes the container with its unit and its anonymous volumes, stopping it first.
  record RemoveContainer(ContainerName name, Lifecycle lifecycle) implements OnContainer {
    @Override
    public Action action() {
      return Action.REMOVE_CONTAINER;
    }
  }

  /// Runs a program in the running container and waits for its end. Its effect cannot be seen
  /// afterwards, so it is never run a second time, whatever became of the first.
  record Exec(ContainerName name, Program program) implements OnContainer {
    @Override
    public Action action() {
      return Action.EXEC;
    }
  }
}
