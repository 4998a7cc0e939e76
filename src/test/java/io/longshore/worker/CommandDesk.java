package io.longshore.worker;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.client.BrokerAccess;
import io.longshore.client.CommandSender;
import io.longshore.client.Outgoing;
import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What somebody with a Kafka client does: sends commands to a host, and reads what it answers.
final class CommandDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final HostName host;
  private final CommandSender sender;
  private final ResultFeed feed;
  private final List<Event> events = new ArrayList<>();

  /// Sees what is answered from now on. The host's topics must be there.
  CommandDesk(EmbeddedBroker broker, String host) {
    this(broker.bootstrapServers(), host);
  }

  /// The same, with the broker's address as this machine reaches it.
  CommandDesk(String bootstrap, String host) {
    BrokerAccess access = new BrokerAccess(bootstrap, Map.of());
    this.host = new HostName(host);
    this.sender = new CommandSender(access);
    this.feed = new ResultFeed(access);
    feed.readFromNow(List.of(this.host));
  }

  /// Sends a command under an id of its own, and waits for its result.
  ///
  /// @param parameters JSON with single quotes
  Event.Finished ask(String action, String parameters) {
    return result(send(action, parameters));
  }

  /// Sends a command under an id of its own, which is returned.
  String send(String action, String parameters) {
    String id = UUID.randomUUID().toString();
    send(id, action, parameters);
    return id;
  }

  void send(String id, String action, String parameters) {
    sender.send(outgoing(id, action, parameters));
  }

  /// Sends a command under an id of its own, which is returned, and asks for live output.
  String follow(String action, String parameters) {
    String id = UUID.randomUUID().toString();
    sender.send(outgoing(id, action, parameters).followed());
    return id;
  }

  private Outgoing outgoing(String id, String action, String parameters) {
    String text =
        "{'id':'%s','host':'%s','action':'%s','parameters':%s}"
            .formatted(id, host, action, parameters);
    ObjectNode payload = (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    return Outgoing.of(host, payload, "/test", Instant.now());
  }

  /// Sends a command with a timeout of that many seconds, under an id of its own, and waits for its
  /// result.
  Event.Finished ask(String action, String parameters, int timeout) {
    String id = UUID.randomUUID().toString();
    String text =
        "{'id':'%s','host':'%s','action':'%s','timeout':'PT%dS','parameters':%s}"
            .formatted(id, host, action, timeout, parameters);
    sendText(text.replace('\'', '"'));
    return result(id);
  }

  HostName host() {
    return host;
  }

  /// Sends any bytes.
  void sendText(String message) {
    byte[] value = message.getBytes(StandardCharsets.UTF_8);
    sender.send(new Outgoing(host, "of the test", new WireMessage("key", value, Map.of())));
  }

  /// Waits for the terminal event of a command.
  Event.Finished result(String id) {
    return (Event.Finished) await(event -> event instanceof Event.Finished && isOf(id, event));
  }

  /// Waits for an event that has come, or comes in time.
  Event await(Predicate<Event> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Optional<Event> found = seen(wanted); ; found = seen(wanted)) {
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no such event within " + PATIENCE + " in " + events);
      }
      read(Duration.ofMillis(200));
    }
  }

  /// What was said of a command until now and in some time more.
  List<Event> eventsOf(String id, Duration more) {
    return events(more).stream().filter(event -> isOf(id, event)).toList();
  }

  /// All that was answered until now and in some time more.
  List<Event> events(Duration more) {
    long deadline = System.nanoTime() + more.toNanos();
    do {
      read(Duration.ofMillis(100));
    } while (System.nanoTime() < deadline);
    return List.copyOf(events);
  }

  static boolean isOf(String id, Event event) {
    return event.header().commandId().text().equals(id);
  }

  private Optional<Event> seen(Predicate<Event> wanted) {
    return events.stream().filter(wanted).findFirst();
  }

  private void read(Duration wait) {
    feed.poll(wait).stream().map(ResultMessage::event).forEach(events::add);
  }

  @Override
  public void close() {
    feed.close();
    sender.close();
  }
}
