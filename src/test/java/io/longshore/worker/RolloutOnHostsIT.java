package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.cli.CommandLines;
import io.longshore.cli.Surroundings;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A rollout over both generations of Podman, of which the second host cannot run the new image.
@Timeout(180)
class RolloutOnHostsIT {
  private static final List<RunningWorker> WORKERS = new ArrayList<>();
  private static final String ONE = TestFleet.shared().registries().http() + "/demo/web:1";
  private static final String TWO = TestFleet.shared().registries().http() + "/demo/web:2";
  private static EmbeddedBroker broker;

  private final StringWriter told = new StringWriter();

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
    for (String name : List.of("b", "t")) {
      TestHost host = TestFleet.shared().host(name);
      new HostView(host).clean();
      WORKERS.add(RunningWorker.start(RunningWorker.config(broker, name, host), host));
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    for (RunningWorker worker : WORKERS) {
      worker.close();
    }
    List.of("b", "t").forEach(name -> view(name).clean());
    broker.close();
  }

  @Test
  void whatDoesNotRunHaltsTheRolloutAndEveryHostIsAsBefore() throws Exception {
    assertThat(run("first", ONE, "")).as("%s", told).isZero();
    assertThat(view("b").container("web", "{{.State.Running}}")).isEqualTo("true");
    String untouched = view("t").id("web");

    int exitCode = run("second", TWO, "hostVariables: {t: {port: nowhere}}\n");

    assertThat(exitCode).as("%s", told).isEqualTo(81);
    assertThat(told.toString())
        .contains("b succeeded, changed", "t command 1: FAILED", "b reverted");
    assertThat(image("b")).isEqualTo(image("t")).endsWith("/demo/web:1");
    assertThat(view("b").container("web", "{{.State.Running}}")).isEqualTo("true");
    assertThat(view("b").unit("web")).isEqualTo("active");
    assertThat(env("b")).isEqualTo(env("t"));
    assertThat(view("t").id("web"))
        .as("the worker itself has put the old container back")
        .isEqualTo(untouched);
  }

  private static String image(String host) {
    return view(host).container("web", "{{.ImageName}}");
  }

  private static String env(String host) {
    return view(host)
        .container("web", "{{range .Config.Env}}{{println .}}{{end}}")
        .lines()
        .filter(line -> line.startsWith("GREETING="))
        .collect(Collectors.joining());
  }

  /// @param more of the plan
  /// @return the exit code
  private int run(String name, String image, String more) throws Exception {
    String plan =
        """
        rollout: %1$s
        targets: {hosts: [b, t]}
        batches: [1, 1]
        variables: {port: 8080}
        commands:
          - action: start_container
            parameters: {name: web, image: '%2$s', restart_policy: unless-stopped,
                         environment: {PORT: '{{ port }}', GREETING: '%1$s'}}
        gate: {container: web, for: 1s, interval: 500ms}
        onBreach: revert
        revert:
          - action: start_container
            parameters: {name: web, image: '%3$s', restart_policy: unless-stopped,
                         environment: {PORT: '8080', GREETING: first}}
        """
            .formatted(name, image, ONE);
    Path file = Files.writeString(Files.createTempFile(directory, "plan", ".yaml"), plan + more);
    CommandLine line = CommandLines.of(Surroundings.ofThisProcess());
    line.setOut(new PrintWriter(told)).setErr(new PrintWriter(told));
    return line.execute(
        "rollout", "run", file.toString(), "--bootstrap", broker.bootstrapServers());
  }

  private static HostView view(String host) {
    return new HostView(TestFleet.shared().host(host));
  }
}
