package io.longshore.kafka;

import io.longshore.ledger.OffsetTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One try to connect: everything is opened, or nothing stays open.
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /// How long a broker that is there may take for its first answer; then the next try begins.
  private static final int REACH_MILLIS = 5_000;

  private final KafkaSettings settings;
  private final KafkaConnection.Codec codec;
  private final java.util.function.Consumer<BrokerState> listener;
  private final Duration closeLimit;
  private final ClientProperties properties;
  private final TopicPartition commands;
  private final TopicPartition results;
  private final Deque<Runnable> closers = new ArrayDeque<>();

  Opening(
      KafkaSettings settings,
      KafkaConnection.Codec codec,
      java.util.function.Consumer<BrokerState> listener,
      Duration closeLimit) {
    this.settings = settings;
    this.codec = codec;
    this.listener = listener;
    this.closeLimit = closeLimit;
    this.properties = new ClientProperties(settings);
    this.commands = new TopicPartition(Topics.commands(settings.host()), 0);
    this.results = new TopicPartition(Topics.results(settings.host()), 0);
  }

  /// @throws BrokerException saying what was tried where
  KafkaConnection open() {
    long begun = System.nanoTime();
    try {
      return inOrder();
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      closeOpened();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
      throw BrokerException.of(
          "Kafka at "
              + settings.bootstrapServers()
              + " does not serve "
              + settings.host()
              + " (tried for "
              + seconds
              + " s)",
          e);
    } catch (RuntimeException e) {
      closeOpened();
      throw e;
    }
  }

  private KafkaConnection inOrder() throws ExecutionException, TimeoutException {
    String topicId;
    Extent extent;
    Producer<byte[], byte[]> producer;
    try (Admin admin = Admin.create(properties.admin())) {
      reach(admin);
      TopicProvisioner provisioner = new TopicProvisioner(admin, settings.replicationFactor());
      HostTopics topics = new HostTopics(settings.host(), settings.retention());
      topics.prepare(provisioner, settings.createTopics());
      topics.prepareStatus(provisioner, settings.createTopics());
      TransactionProtocol.warnIfOld(admin);
      topicId = topicId(admin);
      producer = producer();
      producer.initTransactions();
      extent = extent(admin);
    }
    Consumer<byte[], byte[]> consumer = consumer();
    long first = consumer.beginningOffsets(Set.of(commands)).getOrDefault(commands, 0L);
    Recovered recovered = readLedger(extent, topicId, first);
    OffsetTracker offsets = position(consumer, first, recovered);
    consumer.assign(Set.of(commands));
    consumer.seek(commands, Math.max(first, offsets.position().offset()));
    return connection(consumer, producer, offsets, recovered, topicId);
  }

  private KafkaConnection connection(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      OffsetTracker offsets,
      Recovered recovered,
      String topicId) {
    StateReporter publishing = new StateReporter(BrokerState.Part.RESULTS, listener);
    StateReporter reading = new StateReporter(BrokerState.Part.COMMANDS, listener);
    ResultTransaction transaction =
        new ResultTransaction(
            producer,
            commands,
            consumer.groupMetadata(),
            offsets,
            properties.transactionTimeout(),
            recovered.head(),
            publishing);
    return new KafkaConnection(
        new KafkaCommandSource(consumer, commands, offsets, codec.command(), reading),
        new KafkaResultPublisher(
            producer, transaction, codec.event(), results.topic(), topicId, closeLimit),
        new KafkaFirstResults(
            () -> new KafkaConsumer<>(properties.firstResults()),
            results,
            codec.finished(),
            reading),
        offsets,
        recovered);
  }

  private String topicId(Admin admin) throws ExecutionException, TimeoutException {
    return await(admin.describeTopics(Set.of(commands.topic())).allTopicNames()).values().stream()
        .map(topic -> topic.topicId().toString())
        .collect(Collectors.joining());
  }

  private static void reach(Admin admin) throws ExecutionException, TimeoutException {
    await(admin.describeCluster(new DescribeClusterOptions().timeoutMs(REACH_MILLIS)).clusterId());
  }

  /// What the result topic holds.
  ///
  /// @param newest when its newest event was appended; empty when there is none
  /// @param written where it ends, whether or not what is there is committed
  private record Extent(Optional<Instant> newest, long written) {}

  private Extent extent(Admin admin) throws ExecutionException, TimeoutException {
    KafkaFuture<ListOffsetsResultInfo> newest =
        admin.listOffsets(Map.of(results, OffsetSpec.maxTimestamp())).partitionResult(results);
    KafkaFuture<ListOffsetsResultInfo> end =
        admin.listOffsets(Map.of(results, OffsetSpec.latest())).partitionResult(results);
    long timestamp = await(newest).timestamp();
    return new Extent(
        timestamp < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(timestamp)),
        await(end).offset());
  }

  private Recovered readLedger(Extent extent, String topicId, long firstCommand) {
    long begun = System.nanoTime();
    LedgerReader reader =
        new LedgerReader(results, settings.retention().dedupeWindow(), topicId, firstCommand);
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties.ledger())) {
      reader.read(consumer, extent.newest, Instant.now());
      if (reader.endsBefore(extent.written)) {
        readUnended(reader, extent.written);
      }
      Recovered recovered = reader.recovered();
      LOG.atInfo()
          .addKeyValue("commands", recovered.ledger().size())
          .addKeyValue("unanswered", recovered.unanswered().size())
          .addKeyValue("events", recovered.events())
          .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
          .log("Ledger rebuilt from the result topic");
      return recovered;
    }
  }

  /// After `initTransactions` every transaction of this producer has ended, as far as its
  /// coordinator knows. But one of Kafka 4 that is started again takes a partition without a leader
  /// for a deleted one, and never marks there the end of a transaction that was about to be
  /// committed.
  private void readUnended(LedgerReader reader, long written) {
    LOG.atWarn()
        .addKeyValue("topic", results.topic())
        .log("Kafka has lost the end of a transaction; it ends with the next one");
    try (Consumer<byte[], byte[]> all = new KafkaConsumer<>(properties.wholeLedger())) {
      reader.readUnended(all, written);
    }
  }

  /// Where there is no commit, or none that fits the topic, the results tell what is done; also
  /// where a commit never ended, since Kafka then answers nobody who asks for it.
  private OffsetTracker position(
      Consumer<byte[], byte[]> consumer, long first, Recovered recovered) {
    if (recovered.unended()) {
      return OffsetTracker.of(first, recovered.done());
    }
    OffsetAndMetadata commit = consumer.committed(Set.of(commands)).get(commands);
    long end = consumer.endOffsets(Set.of(commands)).getOrDefault(commands, 0L);
    if (commit != null && commit.offset() <= end) {
      try {
        return OffsetTracker.resume(commit.offset(), commit.metadata());
      } catch (IllegalArgumentException e) {
        LOG.atWarn()
            .addKeyValue("offset", commit.offset())
            .setCause(e)
            .log("Committed position was not made by a worker");
      }
    }
    LOG.atInfo()
        .addKeyValue("committed", commit == null ? null : commit.offset())
        .addKeyValue("first", first)
        .addKeyValue("end", end)
        .log("No committed position; the results tell what is done");
    return OffsetTracker.of(first, recovered.done());
  }

  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> producer = new KafkaProducer<>(properties.producer());
    closers.push(() -> producer.close(Duration.ZERO));
    return producer;
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties.commands());
    closers.push(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
    return consumer;
  }

  private void closeOpened() {
    closers.forEach(Runnable::run);
  }

  private static <T> T await(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(ClientProperties.CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
