package io.longshore.testhost;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// How a program ended and what it wrote.
public record Ran(List<String> command, int exitCode, String stdout, String stderr) {
  private static final Executor READERS = Thread::startVirtualThread;

  /// Runs a program of this machine, with nothing to read.
  ///
  /// @param limit after which it is killed with its children
  /// @throws IllegalStateException when it cannot be run or does not end in time
  public static Ran run(Duration limit, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      CompletableFuture<String> stdout = read(process.getInputStream());
      CompletableFuture<String> stderr = read(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException(
            "not done after " + limit + ": " + String.join(" ", command));
      }
      return new Ran(command, process.exitValue(), stdout.join(), stderr.join());
    } catch (IOException failed) {
      throw new IllegalStateException("cannot run " + command.getFirst(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while running " + String.join(" ", command), interrupted);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        },
        READERS);
  }

  /// Itself when it ended with 0.
  ///
  /// @throws IllegalStateException with its last words otherwise
  public Ran orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException(
          "'"
              + String.join(" ", command)
              + "' ended with "
              + exitCode
              + ": "
              + (stderr.isBlank() ? stdout : stderr).strip());
    }
    return this;
  }
}
