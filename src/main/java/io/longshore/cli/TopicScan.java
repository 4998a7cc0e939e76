package io.longshore.cli;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Polls;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads stretches of topics as fast as the broker hands them out: one thread fetches while others
/// look at what was fetched before. Holds a few fetches of some MiB, whatever the length.
final class TopicScan implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicScan.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final int FETCHED_AHEAD = 4;
  private static final String NO_WAIT = "1";
  private static final String BY_SYSTEM = "-1";
  private static final Stretch NOTHING = new Stretch(0, 0);

  private final BrokerAccess access;
  private final Consumer<byte[], byte[]> consumer;

  /// Connects with the first call.
  TopicScan(BrokerAccess access) {
    this(access, consumer(access));
  }

  TopicScan(BrokerAccess access, Consumer<byte[], byte[]> consumer) {
    this.access = access;
    this.consumer = consumer;
  }

  private static Consumer<byte[], byte[]> consumer(BrokerAccess access) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                // At a topic's end nothing is waited for, and whatever is asked next waits for
                // this.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                NO_WAIT,
                // By the system, which gives more than Kafka's 64 KiB: one segment of the loopback.
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                BY_SYSTEM));
    properties.putAll(access.properties());
    return new BrokerAccess(access.bootstrapServers(), properties).consumer();
  }

  /// From one offset to the one before another.
  record Stretch(long begin, long end) {
    long length() {
      return end - begin;
    }
  }

  /// What is fetched, or why no more is; empty records with no failure are the end.
  private record Fetched(
      @Nullable ConsumerRecords<byte[], byte[]> records, @Nullable RuntimeException failure) {}

  /// The names of all topics that may be read.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  Set<String> topics() {
    return tried(() -> consumer.listTopics().keySet());
  }

  /// Kafka's ids of topics: one that was made again has another.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  Map<String, String> topicIds(Collection<String> topics) {
    Map<String, String> ids = new HashMap<>();
    try (Admin admin = access.admin()) {
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
    } catch (ExecutionException failed) {
      throw access.trouble("cannot look at topics", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException("looking at topics was interrupted", e);
    }
    return ids;
  }

  /// What consumer groups have committed, by group, for the one partition each is asked about;
  /// without those that have committed nothing there, or cannot be looked at.
  Map<String, OffsetAndMetadata> committed(Map<String, TopicPartition> places) {
    Map<String, OffsetAndMetadata> commits = new HashMap<>();
    try (Admin admin = access.admin()) {
      Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
      places.forEach((group, place) ->
          wanted.put(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(place))));
      ListConsumerGroupOffsetsResult told = admin.listConsumerGroupOffsets(wanted);
      for (Map.Entry<String, TopicPartition> asked : places.entrySet()) {
        OffsetAndMetadata commit = committed(told, asked.getKey()).get(asked.getValue());
        if (commit != null) {
          commits.put(asked.getKey(), commit);
        }
      }
    }
    return commits;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(
      ListConsumerGroupOffsetsResult told, String group) {
    try {
      return told.partitionsToOffsetAndMetadata(group).get();
    } catch (ExecutionException failed) {
      LOG.atInfo().addKeyValue("group", group).setCause(failed).log("Group cannot be looked at");
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException("looking at consumer groups was interrupted", e);
    }
  }

  /// Where topics end now, with what is not committed yet.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  Map<TopicPartition, Long> uncommittedEnds(Collection<TopicPartition> places) {
    try (Admin admin = access.admin()) {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      places.forEach(place -> wanted.put(place, OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .forEach((place, end) -> ends.put(place, end.offset()));
      return ends;
    } catch (ExecutionException failed) {
      throw access.trouble("cannot look where topics end", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException("looking where topics end was interrupted", e);
    }
  }

  /// Where topics begin and end now; without those that are not there.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  Map<TopicPartition, Stretch> stretches(Collection<String> topics) {
    Set<String> known = topics();
    return stretchesOf(
        topics.stream()
            .filter(known::contains)
            .map(topic -> new TopicPartition(topic, 0))
            .collect(Collectors.toSet()));
  }

  /// Where every partition of a topic begins and ends now; empty when the topic is not there.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  Map<TopicPartition, Stretch> stretchesOf(String topic) {
    return stretchesOf(
        tried(() -> consumer.listTopics()).getOrDefault(topic, List.of()).stream()
            .map(part -> new TopicPartition(topic, part.partition()))
            .collect(Collectors.toSet()));
  }

  private Map<TopicPartition, Stretch> stretchesOf(Set<TopicPartition> places) {
    Map<TopicPartition, Long> begins = tried(() -> consumer.beginningOffsets(places));
    Map<TopicPartition, Long> ends = tried(() -> consumer.endOffsets(places));
    Map<TopicPartition, Stretch> stretches = new HashMap<>();
    begins.forEach((place, begin) ->
        stretches.put(place, new Stretch(begin, ends.getOrDefault(place, begin))));
    return stretches;
  }

  /// The same from what was appended at some time on.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  Map<TopicPartition, Stretch> stretchesSince(Collection<String> topics, Instant since) {
    Map<TopicPartition, Stretch> all = stretches(topics);
    Map<TopicPartition, Long> times = new HashMap<>();
    all.keySet().forEach(place -> times.put(place, Math.max(0, since.toEpochMilli())));
    Map<TopicPartition, OffsetAndTimestamp> begins = tried(() -> consumer.offsetsForTimes(times));
    all.replaceAll((place, stretch) -> {
      OffsetAndTimestamp begin = begins.get(place);
      return new Stretch(begin == null ? stretch.end() : begin.offset(), stretch.end());
    });
    return all;
  }

  /// Shows every committed record of some stretches, each topic's in its order, to a reader on the
  /// calling thread.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached or stops answering
  void read(
      Map<TopicPartition, Stretch> stretches,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    read(stretches, record -> () -> reader.accept(record), () -> true);
  }

  /// The same in two steps, so that all processors help: records are read on any thread and in any
  /// order, and what came of each is done on the calling thread, in order.
  ///
  /// @param reader gives what is to be done; must not change anything itself
  /// @param wanted asked now and then: whether to go on
  void read(
      Map<TopicPartition, Stretch> stretches,
      Function<ConsumerRecord<byte[], byte[]>, Runnable> reader,
      BooleanSupplier wanted) {
    BlockingQueue<Fetched> fetched = new ArrayBlockingQueue<>(FETCHED_AHEAD);
    Thread fetcher =
        Thread.ofPlatform().name("longshore-scan").daemon().start(() -> fetch(stretches, fetched));
    try {
      ConsumerRecords<byte[], byte[]> records = next(fetched);
      while (records != null && wanted.getAsBoolean()) {
        show(records, stretches, reader);
        records = next(fetched);
      }
    } finally {
      end(fetcher);
    }
  }

  private static void show(
      ConsumerRecords<byte[], byte[]> records,
      Map<TopicPartition, Stretch> stretches,
      Function<ConsumerRecord<byte[], byte[]>, Runnable> reader) {
    for (TopicPartition place : records.partitions()) {
      long end = stretches.getOrDefault(place, NOTHING).end();
      records.records(place).parallelStream()
          .filter(record -> record.offset() < end)
          .map(reader)
          .toList()
          .forEach(Runnable::run);
    }
  }

  private static @Nullable ConsumerRecords<byte[], byte[]> next(BlockingQueue<Fetched> fetched) {
    try {
      Fetched next = fetched.take();
      if (next.failure() != null) {
        throw next.failure();
      }
      return next.records();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException("reading was interrupted", e);
    }
  }

  private void end(Thread fetcher) {
    fetcher.interrupt();
    try {
      fetcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch(Map<TopicPartition, Stretch> stretches, BlockingQueue<Fetched> fetched) {
    try {
      fetchAll(stretches, fetched);
      fetched.put(new Fetched(null, null));
    } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      tell(e, fetched);
    }
  }

  private static void tell(RuntimeException failure, BlockingQueue<Fetched> fetched) {
    try {
      fetched.put(new Fetched(null, failure));
    } catch (InterruptedException nobodyReads) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetchAll(Map<TopicPartition, Stretch> stretches, BlockingQueue<Fetched> fetched)
      throws InterruptedException {
    Map<TopicPartition, Stretch> left = new HashMap<>(stretches);
    left.values().removeIf(stretch -> stretch.length() <= 0);
    consumer.assign(left.keySet());
    left.forEach((place, stretch) -> consumer.seek(place, stretch.begin()));
    long lastNews = System.nanoTime();
    while (!left.isEmpty()) {
      ConsumerRecords<byte[], byte[]> records = tried(() -> Polls.next(consumer, POLL));
      boolean moved =
          left.entrySet().removeIf(each -> hasReached(each.getKey(), each.getValue().end()));
      if (!records.isEmpty() || moved) {
        fetched.put(new Fetched(records, null));
        consumer.pause(assignedBut(left.keySet()));
        // A reader that takes its time is no silence of the broker's.
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > LONGEST_SILENCE.toNanos()) {
        throw new BrokerTroubleException("the broker has stopped answering; try again", null);
      }
    }
  }

  private boolean hasReached(TopicPartition place, long end) {
    return tried(() -> consumer.position(place)) >= end;
  }

  private Set<TopicPartition> assignedBut(Set<TopicPartition> left) {
    Set<TopicPartition> rest = new HashSet<>(consumer.assignment());
    rest.removeAll(left);
    return rest;
  }

  private <T> T tried(Supplier<T> call) {
    try {
      return call.get();
    } catch (org.apache.kafka.common.errors.InterruptException interrupted) {
      throw interrupted;
    } catch (KafkaException failed) {
      throw access.trouble("cannot read topics", failed);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
