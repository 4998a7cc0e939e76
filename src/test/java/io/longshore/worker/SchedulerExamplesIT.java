package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.HostName;
import io.longshore.testhost.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs the programs of `docs/send-from-your-scheduler.md` as they stand there.
@Timeout(900)
class SchedulerExamplesIT {
  private static final Path EXAMPLES = Path.of("docs/examples");
  private static final List<String> PACKAGES =
      List.of("kcat", "jq", "uuid-runtime", "python3-confluent-kafka");

  private static EmbeddedBroker broker;
  private static FakeEnginedWorker worker;

  @BeforeAll
  static void start() {
    install();
    broker = EmbeddedBroker.builder().start();
    worker = new FakeEnginedWorker(broker.bootstrapServers(), new HostName("web01"));
    worker.engine().images().publish("registry.example/demo/web:1");
  }

  @AfterAll
  static void stop() {
    worker.close();
    broker.close();
  }

  private static void install() {
    String missing =
        "for p in %s; do dpkg -s $p >/dev/null 2>&1 || echo $p; done"
            .formatted(String.join(" ", PACKAGES));
    String packages = String.join(" ", shell(missing).lines().toList());
    if (!packages.isEmpty()) {
      shell(
          "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq"
              + " --no-install-recommends -o DPkg::Lock::Timeout=120 "
              + packages);
    }
  }

  private static String shell(String line) {
    return Ran.run(Duration.ofMinutes(2), List.of("sh", "-c", line)).orThrow().stdout();
  }

  @Test
  void eachProgramSendsAndTellsTheResultAndWhoeverComesSecondGetsTheFirstsResult() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    for (int first = 0; first < Program.values().length; first++) {
      String run = now.plusSeconds(first).toString();
      for (int step = 0; step < 2; step++) {
        Program program = Program.values()[(first + step) % Program.values().length];
        assertThat(program.told(run))
            .as("%s as number %d", program, step)
            .endsWith(step == 0 ? "web01: succeeded\n" : "web01: succeeded (answered before)\n");
      }
    }
  }

  @Test
  void aRunWhoseTimeHasPassedIsAnsweredAsExpired() {
    String longAgo = "2026-01-01T03:00:00Z";

    for (Program program : Program.values()) {
      assertThat(program.told(longAgo)).as("%s", program).contains("web01: expired");
    }
  }

  private enum Program {
    JAVA,
    PYTHON,
    SHELL;

    private List<String> line() {
      return switch (this) {
        case JAVA ->
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLES.resolve("StartWeb.java").toString());
        case PYTHON -> List.of("/usr/bin/python3", EXAMPLES.resolve("start_web.py").toString());
        case SHELL -> List.of("sh", EXAMPLES.resolve("start-web.sh").toString());
      };
    }

    /// What it told about that run.
    String told(String run) {
      List<String> whole = new ArrayList<>(line());
      whole.addAll(List.of(broker.bootstrapServers(), run, "web01"));
      Ran ran = Ran.run(Duration.ofMinutes(1), whole);
      return ran.stdout() + ran.stderr();
    }
  }

  @Test
  void thePageShowsTheProgramsAsTheyAre() throws IOException {
    String page = Files.readString(Path.of("docs/send-from-your-scheduler.md"));

    try (Stream<Path> programs = Files.list(EXAMPLES)) {
      assertThat(programs.toList())
          .hasSize(Program.values().length)
          .allSatisfy(program -> assertThat(page).contains(Files.readString(program) + "```"));
    }
  }
}
