package io.longshore.supervisor.systemd;

import io.longshore.plan.UnitName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the journal by `journalctl`: D-Bus has no way to it, and the files' format is for
/// systemd's own library.
final class UnitJournal {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(UnitJournal.class);

  private final List<String> prefix;

  UnitJournal(List<String> prefix) {
    this.prefix = prefix;
  }

  /// The last lines of the unit, oldest first; empty, with a warning in the log, when they cannot
  /// be read. What is told here explains another failure, and must not hide it.
  List<String> tail(UnitName unit, int lines) {
    try {
      return run(command(unit, lines));
    } catch (IOException | TimeoutException | ExecutionException e) {
      warn(unit, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      warn(unit, "interrupted");
    }
    return List.of();
  }

  private List<String> command(UnitName unit, int lines) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            "journalctl",
            "--quiet",
            "-u",
            unit.text(),
            "-n",
            Integer.toString(lines),
            "-o",
            "cat",
            "--no-pager"));
    return command;
  }

  private static List<String> run(List<String> command)
      throws IOException, TimeoutException, ExecutionException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      process.getOutputStream().close();
      FutureTask<byte[]> output = new FutureTask<>(() -> readAll(process));
      Thread.ofVirtual().name("longshore-journal").start(output);
      String text =
          new String(output.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("journalctl ended with " + code);
      }
      return text.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  private static byte[] readAll(Process process) throws IOException {
    try (InputStream stream = process.getInputStream()) {
      return stream.readAllBytes();
    }
  }

  private static void warn(UnitName unit, String reason) {
    LOG.atWarn()
        .addKeyValue("unit", unit)
        .addKeyValue("reason", reason)
        .log("journal cannot be read");
  }
}
