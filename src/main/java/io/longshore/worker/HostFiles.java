package io.longshore.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The host's own files, seen through a root directory: `/`, or where the host's root is mounted.
///
/// @param root the directory that is the host's `/`
public record HostFiles(Path root) {
  private static final String ZONE_INFO = "zoneinfo/";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 64;

  /// A file system that is away holds whoever asks in the kernel: a lane's virtual thread would
  /// hold its processor's carrier, and a few of them all lanes.
  private static final ExecutorService THREADS = threads();

  /// What was asked and is not answered. Whoever asks the same joins, so that a file system that is
  /// away holds one thread for each directory.
  private static final Map<Path, Future<Boolean>> LOOKS = new ConcurrentHashMap<>();

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("longshore-files-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /// The host's time zone, as the reference finds it: `/etc/timezone`, else the link
  /// `/etc/localtime`, else `UTC`.
  public String timeZone() {
    Path file = at("/etc/timezone");
    Path link = at("/etc/localtime");
    try {
      String named =
          Files.isReadable(file)
              ? Files.readString(file).lines().findFirst().orElse("").strip()
              : "";
      if (!named.isEmpty()) {
        return named;
      }
      String target = Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
      int zone = target.indexOf(ZONE_INFO);
      return zone < 0 ? "UTC" : target.substring(zone + ZONE_INFO.length());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the host's time zone from " + file + " or " + link, e);
    }
  }

  /// Makes a directory (0755) with its parents. False when something of that name was there.
  ///
  /// @throws UncheckedIOException when it cannot be made, or its file system does not answer
  public boolean ensureDirectory(String path) {
    Path directory = at(path);
    try {
      return LOOKS
          .computeIfAbsent(directory, HostFiles::looking)
          .get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      throw new UncheckedIOException(
          "cannot make the directory " + directory,
          new IOException(
              "its file system does not answer: is it a network mount that is away?", silent));
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof UncheckedIOException known
          ? known
          : new IllegalStateException("cannot make the directory " + directory, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          "cannot make the directory " + directory, new IOException("interrupted", interrupted));
    }
  }

  private static Future<Boolean> looking(Path directory) {
    return THREADS.submit(() -> {
      try {
        return ensured(directory);
      } finally {
        LOOKS.remove(directory);
      }
    });
  }

  private static boolean ensured(Path directory) {
    try {
      if (Files.exists(directory)) {
        return false;
      }
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory " + directory, e);
    }
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }
}
