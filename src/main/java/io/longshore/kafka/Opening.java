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
import java.util.stream.LongStream;
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
import org.jspecify.annotations.Nullable;
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
    Optional<Instant> newest;
    boolean lost;
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
      lost =
          new LostEnd(settings.host(), results, properties).commit(producer, admin, codec.event());
      newest = newestResult(admin);
    }
    Consumer<byte[], byte[]> consumer = consumer();
    long first = consumer.beginningOffsets(Set.of(commands)).getOrDefault(commands, 0L);
    Recovered recovered = readLedger(newest, topicId, first);
    OffsetTracker offsets = position(consumer, first, recovered, lost);
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
        new KafkaCommandSource(
            consumer, commands, offsets, codec.command(), reading, properties.heldBack()),
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

  private Optional<Instant> newestResult(Admin admin) throws ExecutionException, TimeoutException {
    ListOffsetsResultInfo newest =
        await(
            admin.listOffsets(Map.of(results, OffsetSpec.maxTimestamp())).partitionResult(results));
    return newest.timestamp() < 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(newest.timestamp()));
  }

  private Recovered readLedger(Optional<Instant> newest, String topicId, long firstCommand) {
    long begun = System.nanoTime();
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties.ledger())) {
      Recovered recovered =
          new LedgerReader(results, settings.retention().dedupeWindow(), topicId, firstCommand)
              .read(consumer, newest, Instant.now());
      LOG.atInfo()
          .addKeyValue("commands", recovered.ledger().size())
          .addKeyValue("unanswered", recovered.unanswered().size())
          .addKeyValue("events", recovered.events())
          .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
          .log("Ledger rebuilt from the result topic");
      return recovered;
    }
  }

  /// The results tell what is done beyond what a commit has room for. Where there is no commit, or
  /// none that fits the topic, they tell all; also where the end of a commit is lost: nobody is
  /// told it then.
  private OffsetTracker position(
      Consumer<byte[], byte[]> consumer, long first, Recovered recovered, boolean lost) {
    OffsetAndMetadata commit = lost ? null : committed(consumer);
    long end = consumer.endOffsets(Set.of(commands)).getOrDefault(commands, 0L);
    if (commit != null && commit.offset() <= end) {
      try {
        OffsetTracker resumed = OffsetTracker.resume(commit.offset(), commit.metadata());
        recovered.done().stream()
            .mapToLong(done -> first + done)
            .filter(done -> done < end)
            .forEach(resumed::finish);
        tellOfUnread(resumed, commit.offset(), first);
        return resumed;
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

  /// A mark of a transaction cannot be told from a message that is gone.
  private static void tellOfUnread(OffsetTracker offsets, long committed, long first) {
    LongStream.range(committed, first)
        .filter(offset -> !offsets.isDone(offset))
        .findFirst()
        .ifPresent(unread ->
            LOG.atWarn()
                .addKeyValue("from", unread)
                .addKeyValue("to", first - 1)
                .log(
                    "Messages may have left the command topic unread; what was not accepted stays"
                        + " unanswered"));
  }

  private @Nullable OffsetAndMetadata committed(Consumer<byte[], byte[]> consumer) {
    try {
      return consumer.committed(Set.of(commands)).get(commands);
    } catch (org.apache.kafka.common.errors.TimeoutException unended) {
      LOG.atWarn().setCause(unended).log("Kafka does not tell the committed position");
      return null;
    }
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

  static <T> T await(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(ClientProperties.CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
