package io.longshore.engine;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Program;
import io.longshore.event.Event;
import io.longshore.event.OutputTotals;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ObservedContainer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Containers of an engine, always by exact name. All methods throw [EngineException]; where a
/// container must be there and is not, of kind `CONTAINER_NOT_FOUND`.
public interface Containers {
  /// The container of exactly that name; empty when there is none.
  Optional<ObservedContainer> find(ContainerName name);

  /// What is told of containers in one call, in no particular order. Empty when there are none.
  ///
  /// @param names only those of exactly these names, as far as they are there; empty: all
  /// @param stoppedToo whether also those that do not run; a paused one counts as not running
  List<ListedContainer> list(Collection<ContainerName> names, boolean stoppedToo);

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

  /// Removes it with its anonymous volumes in whatever state it is; what runs in it is stopped as
  /// by [#stop]. False when there was none.
  boolean removeByForce(ContainerName name, Duration graceful);

  /// Waits until it has ended. One that was never started has no end: that fails at once, of kind
  /// `NOT_RUNNING`, and is never taken for an exit code of 0.
  ///
  /// @param limit the longest wait
  /// @return its exit code; empty when the limit passed first
  Optional<Integer> awaitExit(ContainerName name, Duration limit);

  /// What it has written, both streams apart. Of a long output head and tail are kept, and between
  /// them a line that counts what is left out; the whole is counted and digested.
  RunOutput logs(ContainerName name);

  /// Hands out what it writes as it writes it, from its first byte on, until it has ended or no
  /// more is wanted. What it writes last may be missing, and where the engine's own service ends so
  /// may more: [#logs] has it all. Ends, as a wait does, when its thread is interrupted.
  ///
  /// @param sink called by one thread at a time, perhaps not this one; it may take its time, which
  ///   slows nothing down but this
  /// @param limit the longest wait
  void follow(ContainerName name, OutputSink sink, Duration limit);

  /// Runs a program in it and waits for its end. Fails, of kind `NOT_RUNNING`, in a container that
  /// does not run or is paused; of kind `INTERRUPTED` when the engine was lost after the program
  /// may have begun, so that nobody may run it again unasked. A program that is not there ends with
  /// 127, one that cannot be executed with 126. Of a long output head and tail are kept, as of
  /// [#logs].
  ///
  /// @param limit the longest wait, after which it fails as timed out; the program may go on
  ExecResult exec(ContainerName name, Program program, Duration limit);

  /// Whether the engine itself restarts a container.
  ///
  /// @param policy Podman's name: `no`, `on-failure`, `always`, `unless-stopped`
  /// @param retries for `on-failure`; 0: without end
  record EngineRestart(String policy, int retries) {
    /// Never: a unit does.
    public static final EngineRestart NEVER = new EngineRestart("no", 0);
  }

  /// Takes what a process writes.
  interface OutputSink {
    /// Takes the next bytes of a stream.
    ///
    /// @param bytes valid during the call
    /// @param length how many of them, from the first on
    /// @return whether more is wanted
    boolean take(Event.Stream stream, byte[] bytes, int length);
  }

  /// What a process wrote, decoded as UTF-8 with replacement characters for what is not.
  ///
  /// @param stdout head and tail
  /// @param stderr head and tail
  /// @param totals the measure of the whole
  record RunOutput(String stdout, String stderr, OutputTotals totals) {}

  /// How a program in a container ended.
  record ExecResult(int exitCode, RunOutput output) {}
}
