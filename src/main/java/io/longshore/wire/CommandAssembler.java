package io.longshore.wire;

import static java.util.Objects.requireNonNull;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.DesiredState;
import io.longshore.command.Dimensions;
import io.longshore.command.FactsQuery;
import io.longshore.command.HostControl;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.InvalidValueException;
import io.longshore.command.Isolation;
import io.longshore.command.Lifecycle;
import io.longshore.command.Program;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.command.Storage;
import io.longshore.command.VolumeName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a command of merged parameters: defaults, required parameters and the rules that span
/// several of them.
final class CommandAssembler {
  private final Parameters parameters;
  private final boolean waitHealthy;
  private final Problems problems;

  private CommandAssembler(Parameters parameters, boolean waitHealthy, Problems problems) {
    this.parameters = parameters;
    this.waitHealthy = waitHealthy;
    this.problems = problems;
  }

  /// The command; null when there are problems, earlier or new ones.
  static @Nullable Command assemble(
      Action action, Parameters parameters, boolean waitHealthy, Problems problems) {
    return new CommandAssembler(parameters, waitHealthy, problems).assemble(action);
  }

  private @Nullable Command assemble(Action action) {
    Requirements.check(action, parameters, problems);
    Storage storage = storage();
    checkRegistry();
    checkWaiting();
    return problems.none() && storage != null ? command(action, storage) : null;
  }

  private void checkWaiting() {
    if (waitHealthy && !parameters.get(KollaParameters.DETACH, true)) {
      problems.add(
          new Problem(
              "/waitHealthy",
              "waitHealthy and detach: false cannot both be asked for",
              "A container that is run to its end is waited for until then."));
    }
  }

  private void checkRegistry() {
    try {
      if (parameters.get(KollaParameters.IMAGE) != null) {
        image();
      }
    } catch (InvalidValueException refusal) {
      problems.refuse(parameters.placeOf(KollaParameters.AUTH_REGISTRY), refusal);
    }
  }

  private Command command(Action action, Storage storage) {
    return switch (action) {
      case CANCEL_COMMAND ->
          new HostControl.CancelCommand(requireNonNull(parameters.get(KollaParameters.COMMAND_ID)));
      case COMPARE_CONTAINER -> new Command.CompareContainer(spec(storage));
      case COMPARE_IMAGE -> new Command.CompareImage(name(), image());
      case CREATE_VOLUME -> new Command.CreateVolume(volume());
      case ENSURE_IMAGE -> new Command.EnsureImage(request());
      case EXEC -> new Command.Exec(name(), program());
      case FREEZE_HOST -> new HostControl.FreezeHost(parameters.get(KollaParameters.DURATION));
      case GET_CONTAINERS -> new FactsQuery.GetContainers(names(), allContainers());
      case GET_CONTAINERS_ENV -> new FactsQuery.GetContainersEnv(names());
      case GET_CONTAINERS_NAMES -> new FactsQuery.GetContainersNames(allContainers());
      case GET_CONTAINERS_STATE -> new FactsQuery.GetContainersState(names());
      case GET_IMAGES -> new FactsQuery.GetImages();
      case GET_VOLUMES ->
          new FactsQuery.GetVolumes(names().stream().map(CommandAssembler::volume).toList());
      case PULL_IMAGE -> new Command.PullImage(request());
      case RECREATE_OR_RESTART_CONTAINER ->
          new Command.RecreateOrRestartContainer(spec(storage), request(), mode());
      case REMOVE_CONTAINER -> new Command.RemoveContainer(name(), lifecycle());
      case REMOVE_IMAGE -> new Command.RemoveImage(image());
      case REMOVE_VOLUME -> new Command.RemoveVolume(volume());
      case RESTART_CONTAINER ->
          new Command.RestartContainer(name(), lifecycle(), policyGiven(), waitHealthy);
      case START_CONTAINER -> new Command.StartContainer(spec(storage), request(), mode());
      case STOP_AND_REMOVE_CONTAINER -> new Command.StopAndRemoveContainer(name(), lifecycle());
      case STOP_CONTAINER ->
          new Command.StopContainer(
              name(), lifecycle(), parameters.get(KollaParameters.IGNORE_MISSING, false));
      case THAW_HOST -> new HostControl.ThawHost();
    };
  }

  private ContainerName name() {
    return requireNonNull(parameters.get(KollaParameters.NAME)).getFirst();
  }

  private List<ContainerName> names() {
    return parameters.get(KollaParameters.NAME, List.of());
  }

  private VolumeName volume() {
    return volume(name());
  }

  private static VolumeName volume(ContainerName name) {
    return new VolumeName(name.text());
  }

  private boolean allContainers() {
    return parameters.get(KollaParameters.ARGS, FactsArguments.NONE).allContainers();
  }

  private Program program() {
    return new Program(
        parameters.get(KollaParameters.COMMAND, List.of()),
        parameters.get(KollaParameters.USER),
        parameters.environment(),
        parameters.get(KollaParameters.WORKDIR));
  }

  /// D08: a name without a registry and without any slash belongs to `auth_registry`, where one is
  /// given.
  private ImageReference image() {
    ImageReference image = requireNonNull(parameters.get(KollaParameters.IMAGE));
    String registry = parameters.get(KollaParameters.AUTH_REGISTRY, "");
    return registry.isEmpty() || image.text().indexOf('/') >= 0
        ? image
        : new ImageReference(registry + "/" + image.text());
  }

  private ImageRequest request() {
    String username = parameters.get(KollaParameters.AUTH_USERNAME, "");
    ImageRequest.Credentials credentials =
        username.isEmpty()
            ? null
            : new ImageRequest.Credentials(
                username, parameters.get(KollaParameters.AUTH_PASSWORD, ""));
    return new ImageRequest(image(), credentials, parameters.get(KollaParameters.TLS_VERIFY));
  }

  private ContainerSpec spec(Storage storage) {
    List<String> words = parameters.get(KollaParameters.COMMAND, List.of());
    return new ContainerSpec(
        name(),
        image(),
        words.isEmpty() ? null : words,
        parameters.environment(),
        parameters.get(KollaParameters.LABELS, Map.of()),
        parameters.get(KollaParameters.TTY, false),
        isolation(),
        storage,
        parameters.get(KollaParameters.DIMENSIONS, Dimensions.NONE),
        parameters.get(KollaParameters.HEALTHCHECK),
        lifecycle(),
        parameters.get(KollaParameters.STATE, DesiredState.RUNNING));
  }

  private Isolation isolation() {
    return new Isolation(
        parameters.get(KollaParameters.PRIVILEGED, false),
        new HashSet<>(parameters.get(KollaParameters.CAP_ADD, List.of())),
        new HashSet<>(parameters.get(KollaParameters.SECURITY_OPT, List.of())),
        parameters.get(KollaParameters.IPC_MODE),
        parameters.get(KollaParameters.PID_MODE),
        parameters.get(KollaParameters.CGROUPNS_MODE));
  }

  private @Nullable Storage storage() {
    try {
      return new Storage(
          parameters.get(KollaParameters.VOLUMES, List.of()),
          new HashSet<>(parameters.get(KollaParameters.VOLUMES_FROM, List.of())),
          parameters.get(KollaParameters.TMPFS, List.of()));
    } catch (InvalidValueException refusal) {
      problems.refuse(parameters.placeOf(KollaParameters.VOLUMES), refusal);
      return null;
    }
  }

  private Lifecycle lifecycle() {
    Lifecycle otherwise = Lifecycle.DEFAULT;
    return new Lifecycle(
        parameters.get(KollaParameters.RESTART_POLICY, RestartPolicy.NO),
        parameters.get(KollaParameters.RESTART_RETRIES, otherwise.restartRetries()),
        seconds(KollaParameters.CLIENT_TIMEOUT, otherwise.clientTimeout()),
        seconds(KollaParameters.GRACEFUL_TIMEOUT, otherwise.gracefulTimeout()));
  }

  private boolean policyGiven() {
    return parameters.get(KollaParameters.RESTART_POLICY) != null;
  }

  private Duration seconds(Parameter<Integer> parameter, Duration otherwise) {
    Integer seconds = parameters.get(parameter);
    return seconds == null ? otherwise : Duration.ofSeconds(seconds);
  }

  private RunMode mode() {
    return new RunMode(
        parameters.get(KollaParameters.DETACH, true),
        parameters.get(KollaParameters.REMOVE_ON_EXIT, true),
        waitHealthy);
  }
}
