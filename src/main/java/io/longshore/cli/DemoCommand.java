package io.longshore.cli;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.broker.Listener;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore demo`: a throwaway host, a broker, a worker, and a story told with them.
@Command(
    name = "demo",
    header = "Show what Longshore does, on a throwaway host.",
    description = {
      "",
      "Boots a throwaway host with a real systemd and a real Podman, and a Kafka broker, and tells a story on them.",
      "Needs root on Debian 12 or 13, and a source checkout; installs the Debian packages that are missing.",
      "Takes some minutes the first time, a minute or two afterwards, and takes all of it down again."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int BROKER_PORT = 9092;

  /// How it may end.
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED, ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.FAILED, ExitCode.FAULT
  };

  private final ToIntFunction<String[]> longshore;

  @Spec private CommandSpec specification;

  /// @param longshore runs another command line in this process, and gives its exit code
  DemoCommand(ToIntFunction<String[]> longshore) {
    this.longshore = longshore;
  }

  @Option(
      names = "--keep",
      description =
          "Keep host, broker and worker until Enter is pressed, to try commands of your own.")
  private boolean keep;

  @Override
  public Integer call() {
    PrintWriter out = specification.commandLine().getOut();
    InstantSource clock = InstantSource.system();
    Instant begun = clock.instant();
    Path dist = Path.of(System.getProperty("longshore.home", "")).toAbsolutePath();
    Path checkout = checkout(dist);

    say(
        out,
        "Booting a throwaway host (Debian, systemd, Podman) and a Kafka broker in this process …");
    try (DemoHost host = DemoHost.boot(checkout, dist, Path.of(System.getProperty("java.home")));
        EmbeddedBroker broker =
            EmbeddedBroker.builder()
                .listen("127.0.0.1", 0)
                .listen(new Listener("127.0.0.1", 0, "broker:" + BROKER_PORT))
                .start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "longshore-demo-ending"));
      host.startRegistries();
      host.forward(BROKER_PORT, broker.listeners().get(1).port());
      startWorker(host, checkout);
      say(
          out,
          "Ready after "
              + Duration.between(begun, clock.instant()).toSeconds()
              + " s. The worker on the host says:");
      out.println("   " + host.shell("journalctl -u longshore-worker -o cat -n 1"));

      String bootstrap = broker.listeners().getFirst().toString();
      DemoStory story = new DemoStory(host, line -> longshore(line, bootstrap), out);
      story.tell();
      farewell(out, bootstrap, Duration.between(begun, clock.instant()));
      if (story.surprises() > 0) {
        throw new CliException(
            ExitCode.FAILED,
            story.surprises() + " of the demo's commands ended otherwise than they should");
      }
    }
    return 0;
  }

  private static Path checkout(Path dist) {
    Path checkout = dist.resolve("../..").normalize();
    if (!Files.isExecutable(checkout.resolve("ops/testhost/testhost"))) {
      throw new CliException(
          ExitCode.FAILED,
          "the demo needs a source checkout with ops/testhost, which "
              + checkout
              + " is not: clone the repository and run ./longshore demo there");
    }
    return checkout;
  }

  private static void startWorker(DemoHost host, Path checkout) {
    host.write(
        "/etc/longshore/worker.yaml",
        "host: " + DemoHost.NAME + "\nkafka:\n  bootstrap: broker:" + BROKER_PORT + "\n");
    host.write("/etc/systemd/system/longshore-worker.service", unit(checkout));
    String said =
        host.shell(
            "systemctl daemon-reload && timeout 90 systemctl start longshore-worker && echo started");
    if (!said.endsWith("started")) {
      throw new CliException(
          ExitCode.FAILED,
          "the worker does not start on the throwaway host: "
              + said
              + " "
              + host.shell("journalctl -u longshore-worker -o cat -n 20"));
    }
  }

  /// The unit as it is shipped, told which Java to run on.
  private static String unit(Path checkout) {
    try {
      return Files.readString(checkout.resolve("ops/longshore-worker.service"))
          .replace(
              "[Service]\n",
              "[Service]\nEnvironment=LONGSHORE_JAVA=" + System.getProperty("java.home") + "\n");
    } catch (java.io.IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot read ops/longshore-worker.service: " + e.getMessage(), e);
    }
  }

  private int longshore(List<String> arguments, String bootstrap) {
    List<String> line = new ArrayList<>(arguments);
    line.addAll(List.of("--bootstrap", bootstrap));
    return longshore.applyAsInt(line.toArray(String[]::new));
  }

  private void farewell(PrintWriter out, String bootstrap, Duration took) {
    say(out, "That was it, in " + took.toSeconds() + " s. What to try next:");
    out.println("   ./longshore demo --keep        the same, and then commands of your own");
    out.println("   ./longshore send --help        every action, from flags or from a file");
    out.println("   less ops/worker.yaml           how to run a worker on a host of yours");
    out.flush();
    if (keep) {
      say(out, "Kept. In another terminal: export LONGSHORE_BOOTSTRAP=" + bootstrap);
      out.println(
          "   ./longshore send --host demo start_container --name hello --image registry:5000/demo/web:2 --env PORT=8081 --wait");
      out.println("   ./longshore audit --follow");
      out.println("   ops/testhost/testhost exec " + DemoHost.FLEET + " demo bash");
      out.println("Press Enter here to end it.");
      out.flush();
      Scanner in = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
      if (in.hasNextLine()) {
        in.nextLine();
      }
    }
    say(out, "Taking host, broker and worker down again.");
  }

  private static void say(PrintWriter out, String text) {
    out.println();
    out.println(text);
    out.flush();
  }
}
