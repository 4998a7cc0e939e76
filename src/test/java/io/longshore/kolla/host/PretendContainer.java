package io.longshore.kolla.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A container of a [PretendPodman], guarded by it.
final class PretendContainer {
  private static final Path BASH = Path.of("/bin/bash");
  private static final Set<String> SHELLS = Set.of("sh", "/bin/sh");

  private final ObjectNode document;
  private Output output = Output.NOTHING;
  private @Nullable Process process;
  private boolean ran;
  private int looks;

  PretendContainer(ObjectNode document) {
    this.document = document;
  }

  ObjectNode document() {
    return document;
  }

  String id() {
    return document.path("Id").asString();
  }

  String name() {
    return document.path("Name").asString();
  }

  String status() {
    return document.path("State").path("Status").asString("");
  }

  Output output() {
    return output;
  }

  boolean ran() {
    return ran;
  }

  /// How often it was looked at through the engine.
  int looks() {
    return looks;
  }

  /// Its document, once more.
  ObjectNode lookedAt() {
    looks++;
    return document;
  }

  /// Makes it one that was there before.
  void settle() {
    ran = false;
  }

  void rename(String name) {
    document.put("Name", name);
  }

  void turn(String status) {
    ((ObjectNode) document.path("State")).put("Status", status);
  }

  void begin() {
    ran = true;
    turn("running");
    ObjectNode state = (ObjectNode) document.path("State");
    state.put("StartedAt", Instant.now().toString()).put("ExitCode", 0);
  }

  void end(int exitCode) {
    turn("exited");
    ObjectNode state = (ObjectNode) document.path("State");
    state.put("FinishedAt", Instant.now().toString()).put("ExitCode", exitCode);
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  List<String> command() {
    List<String> words = new ArrayList<>();
    document.path("Config").path("Cmd").forEach(word -> words.add(word.asString()));
    return words;
  }

  /// Kolla's images have bash for `sh`; Debian has dash, whose `echo` reads escapes.
  private List<String> program() {
    List<String> words = command();
    if (SHELLS.contains(words.getFirst()) && Files.isExecutable(BASH)) {
      words.set(0, BASH.toString());
    }
    return words;
  }

  /// Runs its command on this machine to its end.
  ///
  /// @return the exit code
  /// @throws UncheckedIOException when there is no such program
  int runCommand() {
    boolean terminal = document.path("Config").path("Tty").asBoolean(false);
    try {
      Process started = new ProcessBuilder(program()).redirectErrorStream(terminal).start();
      process = started;
      started.getOutputStream().close();
      Output written =
          new Output(
              started.getInputStream().readAllBytes(), started.getErrorStream().readAllBytes());
      output = terminal ? written.onTerminal() : written;
      return started.waitFor();
    } catch (IOException noProgram) {
      throw new UncheckedIOException(noProgram);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
