package io.longshore.testhost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Throwaway hosts with a network of their own, in which they reach each other by name and this
/// machine as `hub`. They end with this JVM, however it ends. They need root, and minutes when
/// their file systems have never been built here.
public final class TestFleet implements AutoCloseable {
  private static final Path PROGRAM = Path.of("ops", "testhost", "testhost").toAbsolutePath();
  private static final Duration UP_LIMIT = Duration.ofMinutes(10);
  private static final Duration VERB_LIMIT = Duration.ofMinutes(10);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final String name;
  private final Map<String, TestHost> hosts = new ConcurrentHashMap<>();
  private @Nullable Registries registries;

  private TestFleet(String name) {
    this.name = name;
  }

  /// The fleet that all tests of this JVM share: host `b` with Debian 12 (Podman 4.3), host `t`
  /// with Debian 13 (Podman 5.4), with the images `localhost/demo/…`. Booted when first asked for.
  ///
  /// @throws IllegalStateException saying why there are no hosts, when there can be none
  public static TestFleet shared() {
    return Shared.get();
  }

  /// A fleet of one's own, to be closed.
  ///
  /// @param specifications hosts as `name=release`
  public static TestFleet start(String... specifications) {
    return up(List.of(), specifications);
  }

  /// A fleet of one's own, to be closed, whose hosts see directories of this machine, read-only,
  /// and the Java that this runs on, under its own path.
  ///
  /// @param shown from a directory here to where the hosts see it
  /// @param specifications hosts as `name=release`
  public static TestFleet startWithJava(Map<Path, String> shown, String... specifications) {
    List<String> options = new ArrayList<>(List.of("--java", System.getProperty("java.home")));
    shown.forEach((here, there) -> options.addAll(List.of("--bind", here + ":" + there + ":ro")));
    return up(options, specifications);
  }

  private static TestFleet up(List<String> options, String... specifications) {
    long owner = ProcessHandle.current().pid();
    TestFleet fleet = new TestFleet("it-" + owner + "-" + COUNTER.incrementAndGet());
    List<String> arguments = new ArrayList<>(List.of("--owner", Long.toString(owner), "--images"));
    arguments.addAll(options);
    arguments.add(fleet.name);
    arguments.addAll(List.of(specifications));
    run(UP_LIMIT, "up", arguments);
    return fleet;
  }

  /// The host of that name.
  public TestHost host(String host) {
    return hosts.computeIfAbsent(host, _ -> new TestHost(this, host));
  }

  /// The registries of this fleet; started when first asked for.
  public synchronized Registries registries() {
    if (registries == null) {
      registries = Registries.of(keyValues(verb("registry")));
    }
    return registries;
  }

  /// Lets the hosts reach a port of this machine's loopback as `broker:PORT`.
  public void forward(int hostPort, int machinePort) {
    verb("forward", Integer.toString(hostPort), Integer.toString(machinePort));
  }

  /// Ends all hosts.
  @Override
  public void close() {
    run(VERB_LIMIT, "down", List.of(name));
  }

  Ran verb(String verb, String... arguments) {
    return Ran.run(VERB_LIMIT, line(verb, List.of(arguments))).orThrow();
  }

  List<String> line(String verb, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(PROGRAM.toString(), verb, name));
    line.addAll(arguments);
    return line;
  }

  static Map<String, String> keyValues(Ran ran) {
    return ran.stdout()
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static void run(Duration limit, String verb, List<String> arguments) {
    if (!Files.isExecutable(PROGRAM)) {
      throw new IllegalStateException(
          "integration tests need throwaway hosts, but there is no " + PROGRAM);
    }
    List<String> line = new ArrayList<>(List.of(PROGRAM.toString(), verb));
    line.addAll(arguments);
    Ran ran = Ran.run(limit, line);
    if (ran.exitCode() != 0) {
      throw new IllegalStateException(
          "integration tests need throwaway hosts (as root, on Debian), but 'testhost "
              + verb
              + "' says: "
              + ran.stderr().strip());
    }
  }

  /// The shared fleet, or why there is none: a second attempt would only take time.
  private static final class Shared {
    private static @Nullable TestFleet fleet;
    private static @Nullable String reason;

    static synchronized TestFleet get() {
      if (reason != null) {
        throw new IllegalStateException(reason);
      }
      if (fleet == null) {
        fleet = boot();
      }
      return fleet;
    }

    private static TestFleet boot() {
      try {
        TestFleet booted = start("b=bookworm", "t=trixie");
        Runtime.getRuntime().addShutdownHook(new Thread(booted::close, "testhost-down"));
        return booted;
      } catch (IllegalStateException none) {
        reason = none.getMessage();
        throw none;
      }
    }
  }
}
