package io.longshore.campaign;

import io.longshore.client.BrokerAccess;
import io.longshore.client.CommandSender;
import io.longshore.client.Outgoing;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.wire.WireMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Kills a worker at one point of carrying out one command, lets a sound one go on, and checks.
final class DirectedKill {
  private static final HostName HOST = new HostName(Workload.HOST);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Site site;
  private final BrokerProcess broker;
  private final WorkerOnSite workers;

  DirectedKill(Site site, BrokerProcess broker, Path directory) throws IOException {
    this.site = site;
    this.broker = broker;
    this.workers = new WorkerOnSite(directory, site, broker.address());
  }

  /// Has a command carried out by a sound worker.
  void prepare(Message message) throws InterruptedException {
    try (JavaProcess worker = workers.startSound()) {
      send(message);
      awaitAnswer(message);
      end(worker);
    }
  }

  /// Has a command carried out by a worker that dies at that point, and by the next.
  ///
  /// @param after a command for the same container, whose answer shows that all is over
  /// @return the violations that speak of the command
  List<Violation> check(PlantedBug bug, String point, Message message, Message after)
      throws IOException, InterruptedException {
    Files.deleteIfExists(workers.spent());
    send(message);
    try (JavaProcess worker = workers.start(point, bug, 0)) {
      if (!worker.awaitEnd(PATIENCE) || worker.exitCode() != FaultPoints.KILLED) {
        throw new IllegalStateException("the worker did not come to " + point);
      }
    }
    prepare(after);
    return evidence().violations().stream()
        .filter(violation -> violation.what().contains(message.id()))
        .toList();
  }

  private Findings evidence() {
    TopicReader topics = new TopicReader(broker.address());
    return Findings.of(
        new Evidence(
            topics.asked(), topics.told(), site.effects(), site.containers(), site.volumes()));
  }

  private void send(Message message) {
    try (CommandSender sender = new CommandSender(new BrokerAccess(broker.address(), Map.of()))) {
      byte[] value = message.payload().getBytes(StandardCharsets.UTF_8);
      sender.send(
          new Outgoing(HOST, message.id(), new WireMessage(message.key(), value, Map.of())));
    }
  }

  private void awaitAnswer(Message message) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (new TopicReader(broker.address())
        .told().stream()
            .noneMatch(event ->
                event instanceof Event.Finished
                    && event.header().commandId().text().equals(message.id()))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(message.id() + " is not answered");
      }
      Thread.sleep(100);
    }
  }

  private static void end(JavaProcess worker) throws InterruptedException {
    worker.terminate();
    if (!worker.awaitEnd(PATIENCE)) {
      throw new IllegalStateException("the worker does not end");
    }
  }
}
