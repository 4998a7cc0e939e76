package io.longshore.command;

/// How much the caller waits for.
///
/// @param detach true: the command ends when the container runs; false: when it has exited, with
///   its output
/// @param removeOnExit whether a container run to its end is removed once its result is durable
/// @param waitHealthy whether a container that has a health check must also become healthy; only
///   with [#detach]
public record RunMode(boolean detach, boolean removeOnExit, boolean waitHealthy) {
  /// Runs in the background.
  public static final RunMode DETACHED = new RunMode(true, true, false);
}
