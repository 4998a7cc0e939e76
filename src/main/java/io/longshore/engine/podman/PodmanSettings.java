package io.longshore.engine.podman;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How to talk to Podman.
///
/// @param socket the unix socket of Podman's API service, at most 107 bytes
/// @param callLimit the longest that a call may take, beyond the time that it asks the engine to
///   wait
/// @param outputLimit bytes kept of each output stream, half of them from its head and half from
///   its tail
/// @param authFile accounts for registries in a file as containers-auth.json(5) describes it; null:
///   only those that Podman has of its own
/// @param leastFree bytes that have to be free where Podman keeps images before one is pulled; 0:
///   it is not looked
/// @param removesAnonymousVolumes whether a container's anonymous volumes go with it
public record PodmanSettings(
    Path socket,
    Duration callLimit,
    int outputLimit,
    @Nullable Path authFile,
    long leastFree,
    boolean removesAnonymousVolumes) {
  /// Two streams of nothing but control characters, each of which takes six bytes in JSON, then are
  /// 3 MiB: a result that every broker of ours takes.
  private static final int OUTPUT_LIMIT = 256 * 1024;

  private static final int LONGEST_SOCKET_PATH = 107;

  /// @throws IllegalArgumentException naming the value that is out of its range
  public PodmanSettings {
    require(
        socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH,
        "socket path of at most 107 bytes",
        socket);
    require(callLimit.isPositive(), "positive call limit", callLimit);
    require(outputLimit >= 2, "output limit of at least 2 bytes", outputLimit);
    require(leastFree >= 0, "free space of at least 0 bytes", leastFree);
  }

  /// The defaults for a socket: calls of at most 2 minutes (the reference's client time-out), 256
  /// KiB of each output stream, 64 MiB of the disk kept free.
  public static PodmanSettings of(Path socket) {
    return new PodmanSettings(socket, Duration.ofMinutes(2), OUTPUT_LIMIT, null, 64L << 20, true);
  }

  /// The same with another limit for calls.
  public PodmanSettings withCallLimit(Duration limit) {
    return new PodmanSettings(
        socket, limit, outputLimit, authFile, leastFree, removesAnonymousVolumes);
  }

  /// The same with accounts for registries in that file; null: with none.
  public PodmanSettings withAuthFile(@Nullable Path file) {
    return new PodmanSettings(
        socket, callLimit, outputLimit, file, leastFree, removesAnonymousVolumes);
  }

  /// The same with other free space asked for.
  public PodmanSettings withLeastFree(long bytes) {
    return new PodmanSettings(
        socket, callLimit, outputLimit, authFile, bytes, removesAnonymousVolumes);
  }

  /// The same, with the anonymous volumes of removed containers left where they are or not.
  public PodmanSettings withAnonymousVolumes(boolean removed) {
    return new PodmanSettings(socket, callLimit, outputLimit, authFile, leastFree, removed);
  }

  private static void require(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("expected a " + expected + ", got " + got);
    }
  }
}
