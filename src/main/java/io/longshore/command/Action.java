package io.longshore.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The thirteen actions of Kolla-Ansible's container worker, under its own names.
public enum Action {
  COMPARE_CONTAINER,
  COMPARE_IMAGE,
  CREATE_VOLUME,
  ENSURE_IMAGE,
  PULL_IMAGE,
  RECREATE_OR_RESTART_CONTAINER,
  REMOVE_CONTAINER,
  REMOVE_IMAGE,
  REMOVE_VOLUME,
  RESTART_CONTAINER,
  START_CONTAINER,
  STOP_AND_REMOVE_CONTAINER,
  STOP_CONTAINER;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name in messages, for instance `start_container`.
  public String wireName() {
    return wireName;
  }

  /// The action of that wire name; empty when there is none.
  public static Optional<Action> named(String wireName) {
    return Arrays.stream(values()).filter(action -> action.wireName.equals(wireName)).findFirst();
  }

  @Override
  public String toString() {
    return wireName;
  }
}
