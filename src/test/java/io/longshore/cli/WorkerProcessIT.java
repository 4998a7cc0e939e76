package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.testhost.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The worker as a process of its own, on a real broker; there is neither Podman nor systemd.
class WorkerProcessIT {
  private static EmbeddedBroker broker;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void withoutPodmanItIsReadySaysWhatIsMissingAnswersAndEndsInOrder() throws Exception {
    try (WorkerChild worker = WorkerChild.start(config("alone", broker.bootstrapServers()))) {
      assertThat(worker.awaitLine("Worker ready"))
          .contains(
              "host=alone",
              "commands=longshore.commands.alone",
              "results=longshore.results.alone",
              "millis=");
      assertThat(worker.awaitLine("Cannot be reached"))
          .contains("part=podman", "no.sock", "systemctl enable --now podman.socket");

      Typed typed = send("alone", "--not-after", "2026-01-01T00:00:00Z", "--wait=30s");
      assertThat(typed.exitCode()).as(typed.errors()).isEqualTo(71);

      worker.terminate();
      assertThat(worker.awaitExitCode()).isZero();
      assertThat(worker.lines())
          .noneMatch(line -> line.startsWith("\tat "))
          .last()
          .asString()
          .contains("Worker ended");
    }
  }

  @Test
  void theSecondWorkerOfAHostTakesOverAndTheFirstSaysSoAndEndsWith75() throws Exception {
    Path here = config("twice", broker.bootstrapServers(), "one-machine");
    try (WorkerChild first = WorkerChild.start(here)) {
      first.awaitLine("Worker ready");
      Path there = config("twice", broker.bootstrapServers(), "another-machine");
      try (WorkerChild second = WorkerChild.start(there)) {
        second.awaitLine("Worker ready");

        Typed typed = send("twice", "--not-after", "2026-01-01T00:00:00Z", "--wait=30s");

        assertThat(typed.exitCode()).as(typed.errors()).isEqualTo(71);
        assertThat(first.awaitExitCode()).isEqualTo(75);
        assertThat(first.lines())
            .anyMatch(line -> line.contains("Another worker for this host has taken over"))
            .noneMatch(line -> line.contains("Kafka does not serve"))
            .noneMatch(line -> line.startsWith("\tat "));
        second.terminate();
        assertThat(second.awaitExitCode()).isZero();
      }
    }
  }

  @Test
  void aSecondWorkerOnTheSameMachineDoesNothingAndSaysWhoWorksThere() throws Exception {
    try (WorkerChild first =
        WorkerChild.start(config("locked", broker.bootstrapServers(), "root"))) {
      first.awaitLine("Worker ready");
      try (WorkerChild second =
          WorkerChild.start(config("locked", broker.bootstrapServers(), "root"))) {
        assertThat(second.awaitExitCode()).isEqualTo(75);
        assertThat(second.lines())
            .noneMatch(line -> line.startsWith("\tat "))
            .anyMatch(line ->
                line.contains("Another worker works on this host already")
                    && line.contains("process=" + first.processId()));
      }
      first.terminate();
      assertThat(first.awaitExitCode()).isZero();
    }
  }

  @Test
  void aBrokerThatIsAwayIsWaitedForAndASignalEndsTheWaiting() throws Exception {
    try (WorkerChild worker =
        WorkerChild.start(config("waiting", "127.0.0.1:" + FreePort.onLoopback()))) {
      assertThat(worker.awaitLine("trying on part=OPENING"))
          .contains("Kafka at 127.0.0.1:", "kafka.bootstrap");

      worker.terminate();

      assertThat(worker.awaitExitCode()).isZero();
    }
  }

  @Test
  void everyProblemOfAConfigurationIsToldAtOnce() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("bad.yaml"),
            "hots: a\nkafka: {bootstrap: [x:1], dedupeWindow: soon}\n");
    try (WorkerChild worker = WorkerChild.start(config)) {
      assertThat(worker.awaitExitCode()).isEqualTo(78);
      assertThat(worker.lines())
          .allMatch(line -> line.startsWith("longshore: " + config + ": "))
          .anyMatch(line -> line.contains("did you mean 'host'"))
          .anyMatch(line -> line.contains("/kafka/dedupeWindow"));
    }
  }

  private static Typed send(String host, String... more) {
    String[] words = {
      "send",
      "--bootstrap",
      broker.bootstrapServers(),
      "--host",
      host,
      "create_volume",
      "--name",
      "data"
    };
    String[] all = Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    return Typed.withInput("", InstantSource.system(), all);
  }

  private Path config(String host, String bootstrap) throws IOException {
    return config(host, bootstrap, "root");
  }

  private Path config(String host, String bootstrap, String root) throws IOException {
    return Files.writeString(
        directory.resolve(host + root + ".yaml"),
        """
        host: %s
        kafka: {bootstrap: ['%s']}
        engine: {socket: %s}
        supervisor: {kind: engine}
        hostRoot: %s
        """
            .formatted(host, bootstrap, directory.resolve("no.sock"), directory.resolve(root)));
  }
}
