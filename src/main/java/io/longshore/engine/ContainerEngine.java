package io.longshore.engine;

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

  /// Ends running calls and gives back sockets and threads.
  @Override
  void close();
}
