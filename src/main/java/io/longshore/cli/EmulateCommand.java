package io.longshore.cli;

import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.config.KafkaSettings;
import io.longshore.emulator.Behaviour;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `longshore emulate`: many workers without hosts.
@Command(
    name = "emulate",
    header = "Emulate hosts: real workers with a container engine in memory.",
    description = {
      "",
      "For trying out rollouts over more hosts than there are. Each host's worker is the real one from consumer to "
          + "publisher; only its engine pretends, and takes its time and fails by chance. It runs until Ctrl-C.",
      ""
    },
    footer = {
      "",
      "Example, in two terminals:",
      "  longshore broker",
      "  longshore emulate --hosts 100 --prefix web --slowest 2s --failing 1 --silent 1"
    })
final class EmulateCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED, ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.FILE, ExitCode.FAULT
  };

  /// So many workers open their connections at once.
  private static final int AT_ONCE = 16;

  private static final double WHOLE = 100;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Option(names = "--hosts", required = true, paramLabel = "N", description = "How many.")
  private int hosts;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "1",
      description = "The number of the first, where several processes share the hosts. Default: 1")
  private int first;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      defaultValue = "emulated",
      description = "What their names begin with: NAME0001 and so on. Default: emulated")
  private String prefix = "";

  @Option(
      names = "--fastest",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationOption.class,
      description = "The least time that a start, restart or pull takes. Default: 0s")
  private Duration fastest = Duration.ZERO;

  @Option(
      names = "--slowest",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationOption.class,
      description = "The most. Default: 1s")
  private Duration slowest = Duration.ZERO;

  @Option(
      names = "--failing",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "In so many of a hundred commands the engine fails. Default: 0")
  private double failing;

  @Option(
      names = "--silent",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "So many of a hundred hosts have topics and never answer. Default: 0")
  private double silent;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of what happens by chance. Default: 1")
  private long seed;

  @Override
  public Integer call() {
    List<HostName> names = names();
    require(slowest.compareTo(fastest) >= 0, "--slowest must not be less than --fastest");
    require(isPercentage(failing), "--failing: expected a percentage, 0 to 100, got " + failing);
    require(isPercentage(silent), "--silent: expected a percentage, 0 to 100, got " + silent);
    BrokerAccess access = broker.access();
    requireNoneReserved(access.properties().keySet());
    int mute = (int) Math.round(hosts * silent / WHOLE);
    long begun = System.nanoTime();
    TopicsCommand.provision(access, names);
    Duration topics = since(begun);
    List<EmulatedHost> started = start(access, names.subList(mute, hosts));
    tell(
        "%d hosts emulated (%s to %s), %d of them silent; ready after %d ms (topics %d ms); Ctrl-C ends them"
            .formatted(
                hosts,
                names.getFirst(),
                names.getLast(),
                mute,
                since(begun).toMillis(),
                topics.toMillis()));
    untilInterrupted(started);
    return ExitCode.SUCCEEDED.number();
  }

  private List<HostName> names() {
    require(hosts > 0, "--hosts: expected how many, at least 1, got " + hosts);
    require(
        first >= 0 && first <= Integer.MAX_VALUE - hosts,
        "--first: expected a number from 0 that leaves room for all, got " + first);
    try {
      return IntStream.range(first, first + hosts)
          .mapToObj(number -> new HostName(prefix + String.format(Locale.ROOT, "%04d", number)))
          .toList();
    } catch (InvalidValueException refused) {
      throw new CliException(ExitCode.USAGE, "--prefix: " + refused.getMessage(), refused);
    }
  }

  private static void requireNoneReserved(Set<String> properties) {
    Set<String> reserved = new TreeSet<>(properties);
    reserved.retainAll(KafkaSettings.RESERVED);
    require(
        reserved.isEmpty(),
        "--client-properties: expected none that a worker sets itself, got "
            + String.join(", ", reserved));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new CliException(ExitCode.USAGE, otherwise);
    }
  }

  private static boolean isPercentage(double given) {
    return given >= 0 && given <= WHOLE;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private List<EmulatedHost> start(BrokerAccess access, List<HostName> names) {
    Behaviour behaviour = new Behaviour(fastest, slowest, failing, seed);
    List<EmulatedHost> started = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<EmulatedHost>> starting =
          names.stream()
              .map(name -> pool.submit(() -> EmulatedHost.start(access, name, behaviour)))
              .toList();
      for (Future<EmulatedHost> one : starting) {
        started.add(one.get());
      }
      return started;
    } catch (ExecutionException failed) {
      throw access.trouble("cannot emulate a host", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return started;
    }
  }

  /// The process ends without orderly goodbyes: so do hosts.
  private static void untilInterrupted(List<EmulatedHost> started) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      started.forEach(EmulatedHost::close);
    }
  }

  private void tell(String line) {
    PrintWriter out = specification.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
