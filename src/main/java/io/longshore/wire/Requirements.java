package io.longshore.wire;

import io.longshore.command.Action;
import java.util.List;
import java.util.Set;

/// Which parameters an action needs, and which belong to other actions. The reference's own are
/// accepted with every action, as deployments send them.
final class Requirements {
  private static final Set<Action> WITH_ARGUMENTS =
      Set.of(Action.GET_CONTAINERS, Action.GET_CONTAINERS_NAMES);

  private final Action action;
  private final Parameters parameters;
  private final Problems problems;

  private Requirements(Action action, Parameters parameters, Problems problems) {
    this.action = action;
    this.parameters = parameters;
    this.problems = problems;
  }

  /// Notes what is missing and what is too much.
  static void check(Action action, Parameters parameters, Problems problems) {
    new Requirements(action, parameters, problems).check();
  }

  private void check() {
    if (needsName(action)) {
      require(KollaParameters.NAME);
    }
    if (!action.tellsFacts()) {
      refuseSeveralNames();
    }
    if (needsImage(action)) {
      require(KollaParameters.IMAGE);
    }
    if (action == Action.EXEC) {
      require(KollaParameters.COMMAND);
      refuseNamelessProgram();
    } else {
      refuse(KollaParameters.USER, "exec");
      refuse(KollaParameters.WORKDIR, "exec");
    }
    if (action == Action.CANCEL_COMMAND) {
      require(KollaParameters.COMMAND_ID);
    } else {
      refuse(KollaParameters.COMMAND_ID, "cancel_command");
    }
    if (action != Action.FREEZE_HOST) {
      refuse(KollaParameters.DURATION, "freeze_host");
    }
    if (!WITH_ARGUMENTS.contains(action)) {
      refuse(KollaParameters.ARGS, "get_containers and get_containers_names");
    }
  }

  /// A list without items counts as not given, as the reference has it.
  private void require(Parameter<?> parameter) {
    Located place = parameters.placeOf(parameter);
    boolean noItems = parameters.get(parameter) instanceof List<?> items && items.isEmpty();
    if (place.absent() || noItems) {
      problems.add(
          new Problem(
              place.pointer(),
              "missing required parameter: " + parameter.name(),
              action + " needs " + parameter.name() + " in parameters."));
    }
  }

  private void refuseSeveralNames() {
    Located name = parameters.placeOf(KollaParameters.NAME);
    if (name.node().isArray()) {
      problems.expected(name, "text expected");
    }
  }

  private void refuseNamelessProgram() {
    List<String> words = parameters.get(KollaParameters.COMMAND, List.of());
    if (!words.isEmpty() && words.getFirst().isEmpty()) {
      problems.refuse(
          parameters.placeOf(KollaParameters.COMMAND),
          "a program expected as its first word, got an empty one",
          null);
    }
  }

  private void refuse(Parameter<?> parameter, String owners) {
    Located place = parameters.placeOf(parameter);
    if (!place.absent()) {
      problems.add(
          new Problem(
              place.pointer(),
              "unknown parameter: " + parameter.name() + " (" + action + " has none of that name)",
              "It belongs to " + owners + "."));
    }
  }

  private static boolean needsName(Action action) {
    return switch (action) {
      case COMPARE_CONTAINER,
          COMPARE_IMAGE,
          CREATE_VOLUME,
          EXEC,
          GET_CONTAINERS_ENV,
          GET_CONTAINERS_STATE,
          RECREATE_OR_RESTART_CONTAINER,
          REMOVE_CONTAINER,
          REMOVE_VOLUME,
          RESTART_CONTAINER,
          START_CONTAINER,
          STOP_AND_REMOVE_CONTAINER,
          STOP_CONTAINER ->
          true;
      case CANCEL_COMMAND,
          ENSURE_IMAGE,
          FREEZE_HOST,
          GET_CONTAINERS,
          GET_CONTAINERS_NAMES,
          GET_IMAGES,
          GET_VOLUMES,
          PULL_IMAGE,
          REMOVE_IMAGE,
          THAW_HOST ->
          false;
    };
  }

  private static boolean needsImage(Action action) {
    return switch (action) {
      case COMPARE_CONTAINER,
          COMPARE_IMAGE,
          ENSURE_IMAGE,
          PULL_IMAGE,
          RECREATE_OR_RESTART_CONTAINER,
          REMOVE_IMAGE,
          START_CONTAINER ->
          true;
      case CANCEL_COMMAND,
          CREATE_VOLUME,
          EXEC,
          FREEZE_HOST,
          GET_CONTAINERS,
          GET_CONTAINERS_ENV,
          GET_CONTAINERS_NAMES,
          GET_CONTAINERS_STATE,
          GET_IMAGES,
          GET_VOLUMES,
          REMOVE_CONTAINER,
          REMOVE_VOLUME,
          RESTART_CONTAINER,
          STOP_AND_REMOVE_CONTAINER,
          STOP_CONTAINER,
          THAW_HOST ->
          false;
    };
  }
}
