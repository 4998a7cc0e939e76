package io.longshore.ledger;

import io.longshore.event.Event;
import java.util.concurrent.CompletableFuture;

/// The host's result topic. May be called from many threads; what is ready together is committed
/// together.
public interface ResultPublisher extends AutoCloseable {
  /// Publishes an event; the future completes once it is durable, and fails with
  /// [PublishException].
  CompletableFuture<Void> publish(Event event);

  /// Publishes an event along with the next that must be durable, at most some 20 ms later. Nobody
  /// waits for it.
  void publishSoon(Event event);

  /// Publishes the last event about a message and marks the message as done, both in one
  /// transaction.
  ///
  /// @param event [Event.Finished], [Event.Duplicate] or [Event.Conflict]
  /// @param offset of the message
  /// @return the position of the event in the result topic, once it is durable
  CompletableFuture<Long> finish(Event event, long offset);

  /// Publishes what is left, then closes.
  @Override
  void close();
}
