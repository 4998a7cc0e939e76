package io.longshore.command;

/// Whether the caller waits for the container's end.
///
/// @param detach true: the command ends when the container runs; false: when it has exited, with
///   its output
/// @param removeOnExit whether a container run to its end is removed once its result is durable
public record RunMode(boolean detach, boolean removeOnExit) {
  /// Runs in the background.
  public static final RunMode DETACHED = new RunMode(true, true);
}
