package io.longshore.client;

import io.longshore.client.BrokerTroubleException.Kind;
import io.longshore.kafka.CallLimits;
import io.longshore.kafka.UnusableSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// How clients speak with the broker: they give up soon, and say why.
///
/// @param bootstrapServers `host:port`, several separated by commas
/// @param properties Kafka's own client properties, for TLS and login, say; they win
public record BrokerAccess(String bootstrapServers, Map<String, String> properties) {
  /// How long a call waits for the broker.
  static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final String PLAINTEXT = "PLAINTEXT";
  private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;
  private static final int FETCH = 2 * 1024 * 1024;

  public BrokerAccess {
    properties = Map.copyOf(properties);
  }

  /// A client for looking at and making topics.
  ///
  /// @throws BrokerTroubleException when a setting or the address is unusable
  public Admin admin() {
    return make(common(), Admin::create);
  }

  /// A client that reads committed messages; [Polls] bounds what it hands out.
  ///
  /// @throws BrokerTroubleException when a setting or the address is unusable
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Polls.RECORDS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return make(settings, KafkaConsumer::new);
  }

  /// A client that sends each message once, and knows that it is safe.
  ///
  /// @throws BrokerTroubleException when a setting or the address is unusable
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_MESSAGE);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return make(settings, KafkaProducer::new);
  }

  /// What a failure of a client means to a person.
  ///
  /// @param attempt what was tried, as the beginning of a sentence
  public BrokerTroubleException trouble(String attempt, Throwable failure) {
    Throwable reason = reason(failure);
    Optional<String> unusable = UnusableSettings.words(failure);
    Kind kind = unusable.isPresent() ? Kind.SETTINGS : kind(reason);
    String words = unusable.orElseGet(() -> words(kind, reason));
    String told =
        switch (kind) {
          case LOGIN -> "the broker at %s refuses the login: %s";
          case TLS -> "no TLS with the broker at %s: %s";
          case FORBIDDEN -> "the broker at %s does not allow it: %s";
          case SETTINGS -> "the address %s or a client property cannot be used: %s";
          case UNREACHABLE -> unreachable();
          case UNKNOWN_HOST, OTHER -> "the broker at %s says: %s";
        };
    return new BrokerTroubleException(
        kind, attempt + ": " + told.formatted(bootstrapServers, words), failure);
  }

  /// Of TLS only the last in the chain of causes says what went wrong.
  private static @Nullable String words(Kind kind, Throwable reason) {
    Throwable told = kind == Kind.TLS ? UnusableSettings.deepest(reason) : reason;
    return told.getMessage();
  }

  /// Whether nobody is there, or somebody who does not speak as asked: a broker that wants TLS or a
  /// login says nothing of it to a client that uses none.
  private String unreachable() {
    String tried = " (tried for " + PATIENCE.toSeconds() + " s)";
    if (!isListening()) {
      return "no broker answers at %s" + tried;
    }
    String protocol =
        properties.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, PLAINTEXT);
    return "something listens at %s, but no broker answers there over "
        + protocol
        + tried
        + (protocol.equals(PLAINTEXT)
            ? ": it may want TLS or a login"
            : ": it may want another security.protocol");
  }

  private boolean isListening() {
    String first = bootstrapServers.split(",", 2)[0].strip();
    String host = Utils.getHost(first);
    Integer port = Utils.getPort(first);
    if (host == null || port == null) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(LOOK.toMillis()));
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static Kind kind(Throwable reason) {
    return switch (reason) {
      case SslAuthenticationException _ -> Kind.TLS;
      case AuthenticationException _ -> Kind.LOGIN;
      case AuthorizationException _ -> Kind.FORBIDDEN;
      case ConfigException _ -> Kind.SETTINGS;
      case RetriableException _ -> Kind.UNREACHABLE;
      default -> Kind.OTHER;
    };
  }

  /// The first in the chain of causes that says more than that something failed.
  private static Throwable reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException || cause instanceof ConfigException) {
        return cause;
      }
    }
    return failure;
  }

  private Map<String, Object> common() {
    int patience = Math.toIntExact(PATIENCE.toMillis());
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "longshore-client");
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, patience - 1_000);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }

  private <C> C make(Map<String, Object> settings, Function<Map<String, Object>, C> maker) {
    settings.putAll(properties);
    try {
      CallLimits.lengthen(settings, properties.keySet());
      return maker.apply(settings);
    } catch (KafkaException unusable) {
      throw trouble("cannot connect", unusable);
    }
  }
}
