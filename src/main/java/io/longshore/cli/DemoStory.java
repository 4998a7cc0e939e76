package io.longshore.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// The chapters of the demo. Each types commands as a person would, and lets the host itself
/// confirm what the results say.
final class DemoStory {
  private static final String SERVICE = "registry:5000/demo/web:1";
  private static final String TOOLS = "registry:5000/demo/tools:1";
  private static final List<String> ONE_SHOT =
      List.of("-p", "restart_policy=oneshot", "-p", "detach=false");
  private final DemoHost host;
  private final ToIntFunction<List<String>> longshore;
  private final PrintWriter out;
  private int chapter;
  private int expected;
  private int surprises;

  /// @param longshore runs a command line of Longshore's own, its output to the screen, and gives
  ///   its exit code
  DemoStory(DemoHost host, ToIntFunction<List<String>> longshore, PrintWriter out) {
    this.host = host;
    this.longshore = longshore;
    this.out = out;
  }

  /// How many commands ended with another exit code than they should.
  int surprises() {
    return surprises;
  }

  void tell() {
    aService();
    tasks();
    theEnd();
  }

  private void aService() {
    chapter("Pull an image from a registry.");
    send("pull_image", "--image", SERVICE);

    chapter(
        "Start a service. It is not done before systemd says active and the engine says running.");
    startWeb("hello", "--id", "start-web-1");
    onHost("systemctl is-active kolla-web-container.service");
    onHost("podman ps --format '{{.Names}}  {{.Status}}  {{.Image}}'");
    onHost("curl -s http://127.0.0.1:8080/");

    chapter("Ask for the same again, under a new id: it is so already, nothing is done.");
    startWeb("hello");

    chapter("Send the very same command again, under its old id: the first result is returned.");
    startWeb("hello", "--id", "start-web-1");

    chapter("Change one variable: the result explains the difference and what was done about it.");
    startWeb("hej");
    onHost("curl -s http://127.0.0.1:8080/");
  }

  private void tasks() {
    chapter(
        "Run a task to its end: exit code and both streams come back, then the container is removed.");
    oneShot("migrate", "sh -c 'echo 42 rows migrated; echo took 1 s >&2'");
    onHost("podman ps --all --format '{{.Names}}'");

    chapter("Watch one fail. The exit code of `longshore send` is the container's own.");
    expected = 3;
    oneShot("broken", "sh -c 'echo cannot reach the database >&2; exit 3'");

    chapter("A typing error is refused where it is made, with the place and what was expected.");
    expected = ExitCode.REJECTED.number();
    send("start_container", "--name", "web", "--image", SERVICE, "-p", "restart_polcy=always");
  }

  private void theEnd() {
    chapter("Stop the service, and remove it.");
    send("stop_container", "--name", "web");
    onHost("systemctl is-active kolla-web-container.service");
    send("remove_container", "--name", "web");
    onHost("podman ps --all --quiet | wc -l");

    chapter("Everything that was asked and answered stands in the result topic.");
    type(List.of("audit", "--host", DemoHost.NAME));
  }

  private void startWeb(String greeting, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(
        List.of(
            "--name",
            "web",
            "--image",
            SERVICE,
            "--env",
            "PORT=8080",
            "--env",
            "GREETING=" + greeting,
            "-p",
            "restart_policy=unless-stopped"));
    send("start_container", arguments.toArray(String[]::new));
  }

  private void oneShot(String name, String command) {
    List<String> arguments =
        new ArrayList<>(List.of("--name", name, "--image", TOOLS, "-p", "command=" + command));
    arguments.addAll(ONE_SHOT);
    send("start_container", arguments.toArray(String[]::new));
  }

  private void chapter(String title) {
    chapter++;
    out.printf("%n%d. %s%n", chapter, title);
  }

  private void send(String action, String... arguments) {
    List<String> line = new ArrayList<>(List.of("send", "--host", DemoHost.NAME, action));
    line.addAll(List.of(arguments));
    line.add("--wait");
    type(line);
  }

  private void type(List<String> arguments) {
    out.println(
        "   $ longshore " + String.join(" ", arguments.stream().map(DemoStory::quoted).toList()));
    out.flush();
    int exitCode = longshore.applyAsInt(arguments);
    if (exitCode != 0) {
      out.println("   (exit code " + exitCode + ")");
    }
    if (exitCode != expected) {
      surprises++;
    }
    expected = 0;
    out.flush();
  }

  private void onHost(String line) {
    out.println("   " + DemoHost.NAME + "# " + line);
    host.shell(line).lines().forEach(answer -> out.println("     " + answer));
    out.flush();
  }

  private static String quoted(String argument) {
    return argument.matches("[a-zA-Z0-9_./:=@-]+") ? argument : "\"" + argument + "\"";
  }
}
