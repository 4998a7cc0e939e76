package io.longshore.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What each of a worker's Kafka clients is told. The user's own properties win, but for those that
/// [KafkaSettings] refuses.
final class ClientProperties {
  /// After this long an open transaction is given up by the broker, and its producer fenced. As
  /// long as brokers allow by default, to ride out their absence; nothing but this worker waits for
  /// the end of its transactions.
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  /// How long one call may block before the trouble is reported and the call made again.
  static final Duration CALL = Duration.ofSeconds(10);

  /// Shorter than the transaction's, so that records are given up and the transaction aborted while
  /// that is possible.
  private static final Duration DELIVERY = Duration.ofMinutes(10);

  /// Milliseconds that a fetch at the end of the topic waits for more. Closing the consumer waits
  /// for that fetch, and a worker's start for the closing.
  private static final int AT_THE_END = 20;

  /// So few events, with all their headers, are read and gone before the worker's small young
  /// generation is collected. With 10,000 at a time most of a start was spent on moving them.
  private static final int DYING_YOUNG = 200;

  /// Commands that a poll hands out at most, which are decoded before the first is weighed.
  private static final int MOST_AT_ONCE = 16;

  /// More than a status ever has.
  private static final int STATUS_BYTES = 32 * 1024;

  private static final int MEBIBYTE = 1024 * 1024;

  private final KafkaSettings settings;

  ClientProperties(KafkaSettings settings) {
    this.settings = settings;
  }

  Map<String, Object> admin() {
    Map<String, Object> properties = common("admin");
    properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(CALL));
    return withUsers(properties);
  }

  /// Retries begin after 5 ms: with the default 100 a transaction that follows closely on another
  /// waits out those 100.
  Map<String, Object> producer() {
    Map<String, Object> properties = common("results");
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Topics.transactionalId(settings.host()));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION_TIMEOUT));
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(CALL));
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.LARGEST_MESSAGE);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * TopicSpec.LARGEST_MESSAGE);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return withUsers(properties);
  }

  /// How long the broker leaves a transaction open.
  Duration transactionTimeout() {
    Object millis = producer().get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
  }

  /// For statuses, of which only the last counts: small, in order, and given up soon. It is no
  /// transactional producer, so that a missing right or a full queue of its own harms no result.
  Map<String, Object> status() {
    Map<String, Object> properties = common("status");
    properties.put(ProducerConfig.ACKS_CONFIG, "1");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * millis(CALL));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(CALL) / 2);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, STATUS_BYTES);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 * STATUS_BYTES);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return withUsers(properties);
  }

  /// A fetch is at most 1 MiB, or one message when that is larger. That is as the sender compressed
  /// it: what a poll hands out is bounded by its number.
  Map<String, Object> commands() {
    Map<String, Object> properties = consumer("commands", MEBIBYTE);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.group(settings.host()));
    return withUsers(properties);
  }

  /// How long the broker holds back its answer while there are no commands.
  Duration heldBack() {
    Object millis =
        commands()
            .getOrDefault(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS);
    return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
  }

  Map<String, Object> ledger() {
    Map<String, Object> properties = consumer("ledger", MEBIBYTE / 2);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, UnreadValue.class);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, DYING_YOUNG);
    return hurrying(withUsers(properties));
  }

  /// The same for what is not committed.
  Map<String, Object> uncommitted() {
    Map<String, Object> properties = ledger();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return properties;
  }

  Map<String, Object> firstResults() {
    Map<String, Object> properties = consumer("first-results", MEBIBYTE / 16);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return hurrying(withUsers(properties));
  }

  /// Whatever users say of how long an intake may wait for commands: a start does not wait for what
  /// is not there.
  private static Map<String, Object> hurrying(Map<String, Object> properties) {
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, AT_THE_END);
    return properties;
  }

  private Map<String, Object> consumer(String part, int fetchBytes) {
    Map<String, Object> properties = common(part);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(CALL));
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  private Map<String, Object> common(String part) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(
        CommonClientConfigs.CLIENT_ID_CONFIG, "longshore-" + settings.host() + "-" + part);
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(CALL));
    properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000);
    // No JMX and no telemetry: they cost memory and start time, and Longshore has metrics of its
    // own.
    properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return properties;
  }

  private Map<String, Object> withUsers(Map<String, Object> properties) {
    properties.putAll(settings.clientProperties());
    CallLimits.lengthen(properties, settings.clientProperties().keySet());
    return properties;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
