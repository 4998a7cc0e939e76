package io.longshore.kafka;

import io.longshore.command.Resource;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.OffsetTracker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// The host's one partition of commands. It is assigned, never subscribed to: no other member can
/// take it away, and no slow command gets the worker thrown out of a group.
///
/// A poll hands out few messages, since those that a sender has compressed may be large.
final class KafkaCommandSource implements CommandSource {
  /// How the keys of other commands begin.
  private static final List<String> OTHERS =
      List.of("container/", "volume/", "image/", Resource.HostFacts.KEY);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final OffsetTracker offsets;
  private final Function<ConsumerRecord<byte[], byte[]>, Reading> decoder;
  private final StateReporter reporter;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final BrokerHearing hearing;
  private final LookAhead lookAhead;
  private Wanted wanted = new Wanted.All();

  /// @param consumer with the partition assigned, standing at the first message that is not done;
  ///   closed with this
  /// @param decoder never throws: what cannot be read is a [Reading.Refused]
  /// @param heldBack how long the broker may hold back an answer while there are no messages
  KafkaCommandSource(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      OffsetTracker offsets,
      Function<ConsumerRecord<byte[], byte[]>, Reading> decoder,
      StateReporter reporter,
      Duration heldBack) {
    this(
        consumer,
        partition,
        offsets,
        decoder,
        reporter,
        BrokerHearing.of(consumer, heldBack),
        new LookAhead(consumer, partition));
  }

  KafkaCommandSource(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      OffsetTracker offsets,
      Function<ConsumerRecord<byte[], byte[]>, Reading> decoder,
      StateReporter reporter,
      BrokerHearing hearing,
      LookAhead lookAhead) {
    this.consumer = consumer;
    this.partition = partition;
    this.offsets = offsets;
    this.decoder = decoder;
    this.reporter = reporter;
    this.hearing = hearing;
    this.lookAhead = lookAhead;
  }

  /// A broker that is away is no failure: the poll is empty.
  ///
  /// @throws BrokerException when the topic was cut off behind what was read, so that the start has
  ///   to be done over
  @Override
  public List<Delivery> poll(Duration wait) {
    try {
      return read(wait);
    } catch (WakeupException _) {
      return List.of();
    } catch (AuthorizationException | AuthenticationException | RetriableException e) {
      reporter.trouble(
          e.getClass(),
          BrokerException.of("Commands cannot be read from " + partition.topic(), e).getMessage());
      rest(wait);
      return List.of();
    } catch (KafkaException e) {
      throw BrokerException.of("Commands cannot be read from " + partition.topic(), e);
    }
  }

  private List<Delivery> read(Duration wait) {
    try {
      lookAhead.want(possible(wanted));
      long begun = System.nanoTime();
      ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
      report(Duration.ofNanos(System.nanoTime() - begun));
      return deliveries(records);
    } catch (OffsetOutOfRangeException e) {
      goOnAtFirst(e);
      return List.of();
    }
  }

  private Wanted possible(Wanted what) {
    return offsets.hasRoom() || what instanceof Wanted.Nothing ? what : new Wanted.Control();
  }

  @Override
  public void want(Wanted what) {
    wanted = what;
  }

  @Override
  public long next() {
    return offsets.next();
  }

  @Override
  public void wakeUp() {
    consumer.wakeup();
  }

  /// At once: it is no member of its group, so there is nothing to leave.
  @Override
  public void close() {
    closing.countDown();
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private List<Delivery> deliveries(ConsumerRecords<byte[], byte[]> records) {
    List<Delivery> deliveries = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : records) {
      switch (lookAhead.reading()) {
        case Wanted.All _ -> {
          if (offsets.begin(message.offset())) {
            deliveries.add(delivery(message));
          }
        }
        case Wanted.AllBut _ -> ahead(message).ifPresent(deliveries::add);
        case Wanted.Control _ -> control(message).ifPresent(deliveries::add);
        case Wanted.Nothing _ -> {}
      }
    }
    return deliveries;
  }

  /// The key says what is not worth reading, and the command itself whether it may come before its
  /// turn. Those about the host keep their order, though some sender gives them no key.
  private Optional<Delivery> control(ConsumerRecord<byte[], byte[]> message) {
    return isOfAnother(message.key()) ? Optional.empty() : ahead(message);
  }

  private static boolean isOfAnother(byte @Nullable [] key) {
    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    return OTHERS.stream().anyMatch(text::startsWith);
  }

  private Optional<Delivery> ahead(ConsumerRecord<byte[], byte[]> message) {
    return Optional.of(delivery(message))
        .filter(delivery -> lookAhead.takes(delivery) && offsets.beginAhead(delivery.offset()));
  }

  private Delivery delivery(ConsumerRecord<byte[], byte[]> message) {
    Instant appendedAt = Instant.ofEpochMilli(message.timestamp());
    int bytes = message.value() == null ? 0 : message.value().length;
    return new Delivery(message.offset(), appendedAt, bytes, decoder.apply(message));
  }

  /// Retention may remove messages before a paused or stopped worker has read them.
  private void goOnAtFirst(OffsetOutOfRangeException e) {
    long wanted = e.offsetOutOfRangePartitions().getOrDefault(partition, 0L);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(Set.of(partition));
    long first = beginnings.getOrDefault(partition, 0L);
    if (first <= wanted) {
      throw new BrokerException(
          BrokerException.Kind.UNREACHABLE,
          "The topic "
              + partition.topic()
              + " ends before offset "
              + wanted
              + ", up to which it was read: the broker has lost messages",
          "Start the worker again; it then compares the topic with its results.",
          e);
    }
    reporter.trouble(
        e.getClass(),
        "Messages "
            + wanted
            + " to "
            + (first - 1)
            + " of "
            + partition.topic()
            + " were removed by retention before they were read");
    consumer.seek(partition, first);
  }

  private void report(Duration polled) {
    hearing.polled(polled, !lookAhead.isResting());
    if (hearing.isWell()) {
      reporter.well();
    } else if (hearing.isLost()) {
      reporter.trouble("connection", "No broker answers for commands of " + partition.topic());
    }
  }

  /// What fails at once must not be tried without a pause.
  private void rest(Duration wait) {
    try {
      if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        reporter.well();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
