package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.generated.GeneratedCommand;
import io.longshore.generated.HostFacts;
import io.longshore.generated.Mutations;
import io.longshore.generated.ParameterSet;
import io.longshore.plan.ObservedContainer;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Checks parameter sets on one host, several at once, and makes of a set that fails the simplest
/// that still does.
final class GeneratedSetsRun implements AutoCloseable {
  private static final int LANES = 3;
  private static final int MOST_FAILURES = 10;
  private static final int ALIKE = 12;
  private static final int MOST_ATTEMPTS_TO_SIMPLIFY = 40;

  private final String hostName;
  private final HostView view;
  private final DirectWorker worker;
  private final IdempotenceProperty property;

  GeneratedSetsRun(String hostName) {
    this.hostName = hostName;
    TestHost host = TestFleet.shared().host(hostName);
    view = new HostView(host);
    view.clean();
    prepare();
    worker = new DirectWorker(host);
    property = new IdempotenceProperty(worker, facts());
  }

  /// Images under the names that sets use, and the containers whose volumes they take over.
  private void prepare() {
    view.shell(
        """
        podman tag localhost/demo/kolla:1 localhost/demo/kolla:again localhost/demo/kolla:latest
        podman create --name donor -v given:/given -v /etc:/etc-of-donor:ro localhost/demo/tools:1
        podman create --name giver -v taken:/taken -v lent:/lent:ro localhost/demo/declared:1
        podman run -d --name plain --blkio-weight 200 localhost/demo/tools:1\
        """);
  }

  private HostFacts facts() {
    ObservedContainer plain = worker.container(new ContainerName("plain"));
    return new HostFacts(
        worker::image,
        worker.timeZone(),
        new HashSet<>(Objects.requireNonNull(plain.isolation().boundingCapabilities())),
        plain.dimensions().blockIoWeight() > 0);
  }

  /// Checks every set, unless many fail.
  ///
  /// @return a text for each that failed, and for the first of them made simpler
  List<String> check(List<ParameterSet> sets) {
    System.out.printf("%s: parameter sets of seed %d%n", hostName, sets.getFirst().seed());
    long begun = System.nanoTime();
    Queue<ParameterSet> left = new ConcurrentLinkedQueue<>(sets);
    List<Failed> failed = Collections.synchronizedList(new ArrayList<>());
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(Thread.ofVirtual().start(() -> checkAll(left, failed)));
    }
    lanes.forEach(GeneratedSetsRun::join);
    System.out.printf(
        "%s: %d parameter sets of seed %d, %d failed, %d s%n",
        hostName,
        sets.size() - left.size(),
        sets.getFirst().seed(),
        failed.size(),
        Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    List<String> texts = new ArrayList<>(failed.stream().map(each -> each.text(hostName)).toList());
    if (!failed.isEmpty()) {
      texts.add("the first of them, made simpler: " + simplified(failed.getFirst()).text(hostName));
    }
    return texts;
  }

  private void checkAll(Queue<ParameterSet> left, List<Failed> failed) {
    for (ParameterSet set = left.poll();
        set != null && failed.size() < MOST_FAILURES;
        set = left.poll()) {
      check(set).ifPresent(failed::add);
    }
  }

  private Optional<Failed> check(ParameterSet set) {
    try {
      property.check(set);
      return Optional.empty();
    } catch (AssertionError | RuntimeException failure) {
      return Optional.of(new Failed(set, failure));
    }
  }

  /// Takes one thing away at a time, for as long as it still fails in the same way.
  private Failed simplified(Failed failed) {
    Failed simplest = failed;
    int attempts = 0;
    boolean simpler = true;
    while (simpler) {
      simpler = false;
      for (ParameterSet candidate : Mutations.simpler(simplest.set)) {
        Optional<Failed> again =
            attempts++ < MOST_ATTEMPTS_TO_SIMPLIFY ? check(candidate) : Optional.empty();
        if (again.filter(failed::isLike).isPresent()) {
          simplest = again.get();
          simpler = true;
          break;
        }
      }
    }
    return simplest;
  }

  private static void join(Thread lane) {
    try {
      lane.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    worker.close();
    view.clean();
    view.shell(
        "podman untag localhost/demo/kolla:1 localhost/demo/kolla:again localhost/demo/kolla:latest || true");
  }

  private record Failed(ParameterSet set, Throwable failure) {
    /// Whether another set fails in the same way, as far as the first words of a failure tell.
    boolean isLike(Failed other) {
      return words().equals(other.words());
    }

    private String words() {
      String message = String.valueOf(failure.getMessage());
      return message.substring(0, Math.min(ALIKE, message.length()));
    }

    String text(String host) {
      return "host %s, seed %d, index %d (-Dlongshore.property.seed=%2$d -Dlongshore.property.index=%3$d):%n%s%n%s"
          .formatted(host, set.seed(), set.index(), failure, GeneratedCommand.file(set));
    }
  }
}
