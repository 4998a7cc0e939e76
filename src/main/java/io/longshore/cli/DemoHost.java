package io.longshore.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One throwaway host, through `ops/testhost/testhost`. It ends with this process, however that
/// ends.
final class DemoHost implements AutoCloseable {
  /// The host's name.
  static final String NAME = "demo";

  /// The name of its fleet, of this process alone: another demo's host is not to end with this one.
  static final String FLEET = "demo-" + ProcessHandle.current().pid();

  private static final Duration BOOT_LIMIT = Duration.ofMinutes(15);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private final Path script;

  private DemoHost(Path script) {
    this.script = script;
  }

  /// Boots the host; the first time on a machine its file system is built.
  ///
  /// @param checkout the source checkout with `ops/testhost`
  /// @param dist what is shown to the host as `/opt/longshore`
  /// @param java the Java home, shown to the host under the same path
  static DemoHost boot(Path checkout, Path dist, Path java) {
    DemoHost host = new DemoHost(checkout.resolve("ops/testhost/testhost"));
    host.run(
        BOOT_LIMIT,
        List.of(
            "up",
            "--owner",
            Long.toString(ProcessHandle.current().pid()),
            "--bind",
            dist + ":/opt/longshore:ro",
            "--java",
            java.toString(),
            FLEET,
            NAME));
    return host;
  }

  /// Starts the registries with the demo's images, as `registry:5000` and so on.
  void startRegistries() {
    run(LIMIT, List.of("registry", FLEET));
  }

  /// Lets the host reach a port of this machine's loopback as `broker:PORT`.
  void forward(int hostPort, int machinePort) {
    run(
        LIMIT,
        List.of("forward", FLEET, Integer.toString(hostPort), Integer.toString(machinePort)));
  }

  /// Runs a shell line in the host and gives what it wrote to both streams, whatever its exit code.
  String shell(String line) {
    return output(start(List.of("exec", FLEET, NAME, "sh", "-c", line + " 2>&1")), LIMIT).strip();
  }

  /// Writes a file of the host.
  void write(String path, String text) {
    String root = valueOf("root");
    try {
      Path file = Path.of(root + path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot write " + path + " of the throwaway host: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    run(LIMIT, List.of("down", FLEET));
  }

  private String valueOf(String key) {
    return output(start(List.of("info", FLEET, NAME)), LIMIT)
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(() -> new CliException(ExitCode.FAILED, "testhost info tells no " + key));
  }

  /// Runs a verb whose own words go to the screen's standard error.
  private void run(Duration limit, List<String> arguments) {
    Process process = start(arguments);
    output(process, limit);
    if (process.exitValue() != 0) {
      throw new CliException(
          ExitCode.FAILED,
          "testhost " + arguments.getFirst() + " failed; what it said stands above");
    }
  }

  private Process start(List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(arguments);
    try {
      return new ProcessBuilder(line)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot run " + script + ": " + e.getMessage(), e);
    }
  }

  private static String output(Process process, Duration limit) {
    try {
      CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> all(process));
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new CliException(
            ExitCode.FAILED,
            "a command of the throwaway host did not end within " + limit.toSeconds() + " s");
      }
      return text.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", e);
    }
  }

  private static String all(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot read what the throwaway host says: " + e.getMessage(), e);
    }
  }
}
