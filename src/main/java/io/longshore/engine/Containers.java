package io.longshore.engine;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.plan.ObservedContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Containers of an engine, always by exact name. All methods throw [EngineException]; where a
/// container must be there and is not, of kind `CONTAINER_NOT_FOUND`.
public interface Containers {
  /// The container of exactly that name; empty when there is none.
  Optional<ObservedContainer> find(ContainerName name);

  /// Makes a container; its image must be local, its volumes must exist.
  ///
  /// @param spec what it is to be, with its whole environment
  /// @param annotations evidence to leave on it
  /// @param restartPolicy whether the engine itself restarts it
  /// @return the engine's warnings
  List<String> create(
      ContainerSpec spec, Map<String, String> annotations, EngineRestart restartPolicy);

  /// Starts it; false when it ran already.
  boolean start(ContainerName name);

  /// Stops it: the stop signal, and after the graceful time the kill signal. False when there was
  /// nothing to stop, or no container. A paused one has to go on first.
  boolean stop(ContainerName name, Duration graceful);

  /// Stops and starts it.
  void restart(ContainerName name, Duration graceful);

  /// Lets a paused one go on; does nothing to any other.
  void unpause(ContainerName name);

  /// Gives it another name; false when there is none of the first. Fails, of kind `IN_USE`, when
  /// another container has the second.
  boolean rename(ContainerName name, ContainerName to);

  /// Removes it with its anonymous volumes; refuses when it runs. False when there was none.
  boolean remove(ContainerName name);

  /// Waits until it has ended. One that was never started has no end: that fails at once, of kind
  /// `NOT_RUNNING`, and is never taken for an exit code of 0.
  ///
  /// @param limit the longest wait
  /// @return its exit code; empty when the limit passed first
  Optional<Integer> awaitExit(ContainerName name, Duration limit);

  /// What it has written, both streams apart. Of a long output head and tail are kept, and between
  /// them a line that counts what is left out.
  RunOutput logs(ContainerName name);

  /// Runs a program in it and waits for its end. Fails, of kind `NOT_RUNNING`, in a container that
  /// does not run or is paused; a program that is not there ends with 127.
  ///
  /// @param user the user inside
  /// @param limit the longest wait, after which it fails as timed out
  ExecResult exec(ContainerName name, List<String> program, String user, Duration limit);

  /// Whether the engine itself restarts a container.
  ///
  /// @param policy Podman's name: `no`, `on-failure`, `always`, `unless-stopped`
  /// @param retries for `on-failure`; 0: without end
  record EngineRestart(String policy, int retries) {
    /// Never: a unit does.
    public static final EngineRestart NEVER = new EngineRestart("no", 0);
  }

  /// What a process wrote, decoded as UTF-8 with replacement characters for what is not.
  record RunOutput(String stdout, String stderr) {}

  /// How a program in a container ended.
  record ExecResult(int exitCode, String stdout, String stderr) {}
}
