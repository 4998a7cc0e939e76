package io.longshore.kafka;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.Lost;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.Past;
import io.longshore.ledger.ResultPublisher;
import io.longshore.watch.PublisherFigures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.management.MBeanServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/// A worker's whole connection with Kafka: the ports, opened in the order that keeps the promises.
///
/// 1. The topics are made or checked. 2. `initTransactions` fences an earlier worker and settles
///    its last transaction.
/// 3. The ledger is read: what it says is final now. 4. The committed position is read. 5. Commands
///    are handed out.
public final class KafkaConnection implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final KafkaCommandSource source;
  private final KafkaResultPublisher publisher;
  private final KafkaFirstResults firstResults;
  private final OffsetTracker offsets;
  private final Recovered recovered;

  KafkaConnection(
      KafkaCommandSource source,
      KafkaResultPublisher publisher,
      KafkaFirstResults firstResults,
      OffsetTracker offsets,
      Recovered recovered) {
    this.source = source;
    this.publisher = publisher;
    this.firstResults = firstResults;
    this.offsets = offsets;
    this.recovered = recovered;
  }

  /// How messages become commands and events become messages.
  ///
  /// @param command reads a command; never throws
  /// @param event writes an event
  /// @param finished reads a terminal event; empty when the record is none
  public record Codec(
      Function<ConsumerRecord<byte[], byte[]>, Reading> command,
      Function<Event, EncodedEvent> event,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Event.Finished>> finished) {}

  /// Makes what every client of Kafka asks for first and takes long to make: the MBean server and
  /// the schemas of all requests. Needs no broker.
  public static void warmUp() {
    MBeanServer _ = ManagementFactory.getPlatformMBeanServer();
    short _ = ApiKeys.API_VERSIONS.latestVersion();
  }

  /// Connects, and keeps trying where waiting can help: no broker, no topic yet. Interrupting the
  /// thread ends it.
  ///
  /// @param listener is told once about every change, on whichever thread notices it
  /// @throws BrokerException when waiting cannot help, or patience is at its end
  public static KafkaConnection open(
      KafkaSettings settings, Codec codec, Consumer<BrokerState> listener) {
    StateReporter reporter = new StateReporter(BrokerState.Part.OPENING, listener);
    long begun = System.nanoTime();
    Retry retry = Retry.of("kafka", retryConfig(settings.patience(), begun));
    KafkaConnection connection =
        retry.executeSupplier(() -> open(new Opening(settings, codec, listener, CLOSE), reporter));
    reporter.well();
    return connection;
  }

  /// The commands.
  public CommandSource source() {
    return source;
  }

  /// The way of results.
  public ResultPublisher publisher() {
    return publisher;
  }

  /// Results published before.
  public FirstResults firstResults() {
    return firstResults;
  }

  /// What is known of commands.
  public Ledger ledger() {
    return recovered.ledger();
  }

  /// Which messages are done.
  public OffsetTracker offsets() {
    return offsets;
  }

  /// Commands that an earlier worker accepted or began and did not answer.
  public List<Unanswered> unanswered() {
    return recovered.unanswered();
  }

  /// What earlier workers have left undone that no message will ask for again.
  ///
  /// @param host whose topics these are
  public Past past(HostName host) {
    return new Past(
        recovered.unanswered().stream()
            .filter(Unanswered::gone)
            .map(owed -> new Lost(owed.id(), host, owed.digest(), owed.attempts(), owed.firstAt()))
            .toList(),
        recovered.leftovers());
  }

  /// How the way of results is doing.
  public PublisherFigures figures() {
    return publisher.figures();
  }

  /// Publishes what is left, within some seconds, and closes everything.
  @Override
  public void close() {
    source.close();
    publisher.close();
    firstResults.close();
  }

  private static KafkaConnection open(Opening opening, StateReporter reporter) {
    try {
      return opening.open();
    } catch (BrokerException e) {
      String words = e.getMessage() + " — " + e.hint();
      reporter.trouble(words.replaceAll("\\d+", "0"), words);
      throw e;
    }
  }

  private static RetryConfig retryConfig(@Nullable Duration patience, long begun) {
    return RetryConfig.custom()
        .maxAttempts(Integer.MAX_VALUE)
        .intervalFunction(
            IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 1.5, 0.5, LONGEST_PAUSE))
        .retryOnException(failure ->
            failure instanceof BrokerException e
                && e.waitingHelps()
                && !Thread.currentThread().isInterrupted()
                && (patience == null || System.nanoTime() - begun < patience.toNanos()))
        .build();
  }
}
