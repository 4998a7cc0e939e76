package io.longshore.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The actions of Kolla-Ansible's container worker and of its facts module, under their own names;
/// `get_images`, `exec` and those about the host are Longshore's.
public enum Action {
  CANCEL_COMMAND(Subject.HOST),
  COMPARE_CONTAINER(Subject.CONTAINER),
  COMPARE_IMAGE(Subject.CONTAINER),
  CREATE_VOLUME(Subject.VOLUME),
  ENSURE_IMAGE(Subject.IMAGE),
  EXEC(Subject.CONTAINER),
  FREEZE_HOST(Subject.HOST),
  GET_CONTAINERS(Subject.CONTAINER, true),
  GET_CONTAINERS_ENV(Subject.CONTAINER, true),
  GET_CONTAINERS_NAMES(Subject.CONTAINER, true),
  GET_CONTAINERS_STATE(Subject.CONTAINER, true),
  GET_IMAGES(Subject.IMAGE, true),
  GET_VOLUMES(Subject.VOLUME, true),
  PULL_IMAGE(Subject.IMAGE),
  RECREATE_OR_RESTART_CONTAINER(Subject.CONTAINER),
  REMOVE_CONTAINER(Subject.CONTAINER),
  REMOVE_IMAGE(Subject.IMAGE),
  REMOVE_VOLUME(Subject.VOLUME),
  RESTART_CONTAINER(Subject.CONTAINER),
  START_CONTAINER(Subject.CONTAINER),
  STOP_AND_REMOVE_CONTAINER(Subject.CONTAINER),
  STOP_CONTAINER(Subject.CONTAINER),
  THAW_HOST(Subject.HOST);

  /// What a command can be about.
  public enum Subject {
    CONTAINER,
    IMAGE,
    VOLUME,
    /// The host's own carrying out of commands ([HostControl]).
    HOST;

    /// The first part of a [Resource]'s key.
    public String keyPrefix() {
      return name().toLowerCase(Locale.ROOT) + "/";
    }
  }

  private final Subject subject;
  private final boolean tellsFacts;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  Action(Subject subject) {
    this(subject, false);
  }

  Action(Subject subject, boolean tellsFacts) {
    this.subject = subject;
    this.tellsFacts = tellsFacts;
  }

  /// What commands of this action are about, and so in which order they run.
  public Subject subject() {
    return subject;
  }

  /// Whether it only asks what is there ([FactsQuery]), about any number of its subject.
  public boolean tellsFacts() {
    return tellsFacts;
  }

  /// Whether it always tells of all there are, whatever names are given.
  public boolean tellsOfAll() {
    return this == GET_CONTAINERS_NAMES || this == GET_IMAGES;
  }

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
