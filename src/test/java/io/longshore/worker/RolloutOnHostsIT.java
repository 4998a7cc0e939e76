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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A rollout over both generations of Podman, of which the second host cannot run the new image.
@Timeout(900)
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

  /// Both hosts are as one rollout left them, but b has had a command of its own since.
  @Test
  void whatDoesNotRunHaltsTheRolloutAndEveryHostIsAsBefore() throws Exception {
    assertThat(run("first", ONE, "")).as("%s", told).isZero();
    assertThat(sendToB()).as("%s", told).isZero();
    String untouched = view("t").id("web");
    String before = inspected("b");

    int exitCode =
        run(
            "second",
            TWO,
            "hostVariables: {t: {port: nowhere}}\nonBreach: revert\nrevert: before\n");

    assertThat(exitCode).as("%s", told).isEqualTo(81);
    assertThat(told.toString())
        .contains("b succeeded, changed", "t command 1: FAILED", "b reverted");
    assertThat(before).contains("/demo/web:1", "true", "GREETING=own {{ of b }}");
    assertThat(inspected("b")).isEqualTo(before);
    assertThat(view("b").unit("web")).isEqualTo("active");
    assertThat(view("t").id("web"))
        .as("the worker itself has put the old container back")
        .isEqualTo(untouched);
  }

  /// All that a person sees of it but its ids and times.
  private static String inspected(String host) {
    return view(host)
        .container(
            "web",
            "{{.Image}} {{.ImageName}} {{.State.Running}} {{.HostConfig.Memory}} {{json .HostConfig.Binds}} "
                + "{{json .HostConfig.RestartPolicy}} {{json .Config.Labels}} {{json .Config.Cmd}} "
                + "{{json .Config.Healthcheck}}{{range .Config.Env}}\n{{.}}{{end}}")
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private int sendToB() {
    return type(
        "send",
        "--host",
        "b",
        "start_container",
        "--name",
        "web",
        "--image",
        ONE,
        "--env",
        "PORT=8081",
        "--env",
        "GREETING=own {{ of b }}",
        "-p",
        "labels:={\"team\":\"b\"}",
        "-p",
        "dimensions:={\"mem_limit\":\"64m\"}",
        "-p",
        "restart_policy=always",
        "--wait");
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
        """
            .formatted(name, image);
    Path file = Files.writeString(Files.createTempFile(directory, "plan", ".yaml"), plan + more);
    return type("rollout", "run", file.toString());
  }

  /// @return the exit code
  private int type(String... words) {
    CommandLine line = CommandLines.of(Surroundings.ofThisProcess());
    line.setOut(new PrintWriter(told)).setErr(new PrintWriter(told));
    return line.execute(
        Stream.concat(Stream.of(words), Stream.of("--bootstrap", broker.bootstrapServers()))
            .toArray(String[]::new));
  }

  private static HostView view(String host) {
    return new HostView(TestFleet.shared().host(host));
  }
}
