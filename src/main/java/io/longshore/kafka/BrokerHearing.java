package io.longshore.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/// Whether a consumer still hears its broker. A poll without one is just empty.
///
/// While messages are asked for only bytes that come in count: a connection may stay open to a
/// broker that hangs, and Kafka's client counts those, too, that it is only about to open. Without
/// that nothing comes in for minutes, and a connection has to do.
final class BrokerHearing {
  /// Clients reconnect now and then.
  private static final Duration UNNOTICED = Duration.ofSeconds(5);

  private final Optional<? extends Metric> received;
  private final Optional<? extends Metric> connections;
  private final Duration longestSilence;
  private double receivedBefore;
  private Duration silence = Duration.ZERO;

  /// @param received bytes since the start; empty: the broker counts as heard
  /// @param connections that are open or about to be; empty: the broker counts as heard
  /// @param heldBack how long the broker may hold back an answer while there are no messages
  BrokerHearing(
      Optional<? extends Metric> received,
      Optional<? extends Metric> connections,
      Duration heldBack) {
    this.received = received;
    this.connections = connections;
    this.longestSilence = UNNOTICED.plus(heldBack);
  }

  static BrokerHearing of(Consumer<?, ?> consumer, Duration heldBack) {
    return new BrokerHearing(
        metric(consumer, "incoming-byte-total"), metric(consumer, "connection-count"), heldBack);
  }

  /// There are others of that name for each broker.
  private static Optional<? extends Metric> metric(Consumer<?, ?> consumer, String name) {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(metric -> metric.metricName().group().equals("consumer-metrics"))
        .findFirst();
  }

  /// Takes note of a poll. Only time within polls counts, since nothing is heard outside of them.
  ///
  /// @param took how long it took
  /// @param asking whether it asked for messages
  void polled(Duration took, boolean asking) {
    silence = heard(asking) ? Duration.ZERO : silence.plus(took);
  }

  private boolean heard(boolean asking) {
    double now = value(received);
    boolean more = received.isEmpty() || now > receivedBefore;
    receivedBefore = now;
    return more || (!asking && (connections.isEmpty() || value(connections) > 0));
  }

  private static double value(Optional<? extends Metric> metric) {
    return metric.map(known -> ((Number) known.metricValue()).doubleValue()).orElse(0.0);
  }

  /// Whether the last poll heard something.
  boolean isWell() {
    return silence.isZero();
  }

  /// Whether nothing has been heard for too long.
  boolean isLost() {
    return silence.compareTo(longestSilence) > 0;
  }
}
