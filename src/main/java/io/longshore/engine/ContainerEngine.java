package io.longshore.engine;

import io.longshore.availability.Availability;

/// A container engine on this host. Every call is bounded in time and may fail with
/// [EngineException]; calls may come from many threads.
public interface ContainerEngine extends AutoCloseable {
  /// Containers.
  Containers containers();

  /// Local images.
  Images images();

  /// Named volumes.
  Volumes volumes();

  /// The engine's version such as `4.3.1`.
  ///
  /// @throws EngineException when the engine does not answer
  String version();

  /// Whether it answers anybody. A call that fails with [FailureKind#ENGINE_UNAVAILABLE] while this
  /// says that it does lost its connection only.
  Availability availability();

  /// Ends running calls and gives back sockets and threads.
  @Override
  void close();
}
