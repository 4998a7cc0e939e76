package io.longshore.client;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.kafka.Topics;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.EventEncoder;
import io.longshore.wire.RawMessage;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// Answers commands to some hosts with whatever events a script has for each, as workers would that
/// only pretend.
public final class Responder {
  private final Function<Event.Header, List<Event>> script;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Thread thread;
  private volatile boolean closed;

  /// Answers from now on.
  public Responder(
      BrokerAccess access, Collection<HostName> hosts, Function<Event.Header, List<Event>> script) {
    this.script = script;
    this.consumer = access.consumer();
    this.producer = access.producer();
    consumer.assign(
        hosts.stream().map(host -> new TopicPartition(Topics.commands(host), 0)).toList());
    this.thread = Thread.ofPlatform().name("responder").start(this::answerAll);
  }

  private void answerAll() {
    while (!closed) {
      consumer.poll(Duration.ofMillis(50)).forEach(this::answer);
    }
    consumer.close();
  }

  private void answer(ConsumerRecord<byte[], byte[]> message) {
    HostName host = Topics.hostOfCommands(message.topic()).orElseThrow();
    RawMessage raw =
        new RawMessage(
            message.topic(),
            0,
            message.offset(),
            Instant.now(),
            message.value(),
            MessageHeaders.of(message));
    Event.Header header =
        switch (new CommandDecoder(host).decode(raw)) {
          case Reading.Understood understood -> header(host, understood.envelope());
          case Reading.Refused refused -> refused.header();
        };
    script.apply(header).forEach(this::publish);
  }

  private static Event.Header header(HostName host, Envelope envelope) {
    return new Event.Header(
        new CommandId(envelope.id().text()),
        host,
        envelope.command().action(),
        envelope.command().resource(),
        envelope.issuer(),
        envelope.correlationId(),
        Instant.now());
  }

  /// Publishes an event, as if it answered something sent earlier.
  public void publish(Event event) {
    WireMessage message = EventEncoder.encode(event);
    publish(event.header().host(), message.key(), message.value());
  }

  /// Publishes anything, and returns when it is safe.
  public void publish(HostName host, String key, byte[] value) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topics.results(host), key.getBytes(StandardCharsets.UTF_8), value);
    try {
      producer.send(message).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("cannot publish", e);
    }
  }

  /// Stops answering, and waits until it has.
  public void stop() throws InterruptedException {
    closed = true;
    thread.join();
    producer.close();
  }
}
