package io.longshore.engine;

/// The calls of the engine port, to name faults and effects by.
public enum FakeOperation {
  VERSION,
  FIND_CONTAINER,
  CREATE_CONTAINER,
  START_CONTAINER,
  STOP_CONTAINER,
  RESTART_CONTAINER,
  UNPAUSE_CONTAINER,
  REMOVE_CONTAINER,
  AWAIT_EXIT,
  READ_LOGS,
  EXEC,
  FIND_IMAGE,
  PULL_IMAGE,
  REMOVE_IMAGE,
  FIND_VOLUME,
  CREATE_VOLUME,
  REMOVE_VOLUME
}
