package io.longshore.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a broker keeps its log, held against a second broker while this one runs.
final class LogDirectory {
  /// Kafka's own lock is taken only after its controller has opened the log, which is too late for
  /// a second broker.
  private static final String LOCK = "longshore-broker.lock";

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private LogDirectory(Path path, boolean temporary, FileChannel lock) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
  }

  /// @param wanted null for one of its own below the system's temporary directory, deleted on
  ///   release
  /// @throws BrokerStartException when it cannot be written, or another broker has it
  static LogDirectory acquire(@Nullable Path wanted) {
    try {
      Path path =
          wanted == null
              ? Files.createTempDirectory("longshore-broker-")
              : Files.createDirectories(wanted);
      return new LogDirectory(path, wanted == null, lock(path));
    } catch (IOException e) {
      throw new BrokerStartException(
          "The broker cannot write to its directory "
              + (wanted == null ? "below java.io.tmpdir" : wanted)
              + ": "
              + e,
          "Name a directory that this user may write to and that lies on a disk with room.",
          e);
    }
  }

  Path path() {
    return path;
  }

  boolean isFormatted() {
    return Files.exists(path.resolve("meta.properties"));
  }

  void release() {
    try {
      lock.close();
      if (temporary) {
        deleteAll(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the broker's directory " + path, e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isFree(channel)) {
      return channel;
    }
    channel.close();
    throw new BrokerStartException(
        "Another broker is using the directory " + path,
        "Stop that one, or name another directory.",
        null);
  }

  /// The lock lives as long as its channel.
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path inner : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(inner);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
