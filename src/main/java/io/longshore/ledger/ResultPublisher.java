package io.longshore.ledger;

import io.longshore.command.ContainerName;
import io.longshore.event.Event;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The host's result topic. May be called from many threads; what is ready together is committed
/// together.
public interface ResultPublisher extends AutoCloseable {
  /// Publishes an event; the future completes once it is durable, and fails with
  /// [PublishException].
  ///
  /// @return the position of the event in the result topic
  CompletableFuture<Long> publish(Event event);

  /// Publishes that a command's first effect follows, as [#publish] does, with a note for the next
  /// start.
  ///
  /// @param imageBefore the id of the local image that is pulled again; null: none is
  CompletableFuture<Long> begin(Event.Started event, @Nullable String imageBefore);

  /// Says that a message was read, along with the next event that must be durable. Should the
  /// message be gone before it is answered, the next start knows what is owed.
  ///
  /// @param digest of the command
  /// @param offset of the message
  void accept(Event.Accepted event, String digest, long offset);

  /// Publishes an event along with the next that must be durable, at most some 20 ms later. Nobody
  /// waits for it.
  void publishSoon(Event event);

  /// Publishes the last event about a message and marks the message as done, both in one
  /// transaction.
  ///
  /// @param event [Event.Finished], [Event.Duplicate] or [Event.Conflict]
  /// @param offset of the message
  /// @return the position of the event in the result topic, once it is durable
  default CompletableFuture<Long> finish(Event event, long offset) {
    return finish(event, offset, null);
  }

  /// The same, with a note for the next start of what is to be removed after this.
  ///
  /// @param leaves a container that was run to its end; null: none
  CompletableFuture<Long> finish(Event event, long offset, @Nullable ContainerName leaves);

  /// Returns when events can still be published, as far as is known. So somebody who has none to
  /// publish learns it, too.
  ///
  /// @throws PublishException when nothing can be published any more
  void requireOpen();

  /// Publishes what is left, then closes.
  @Override
  void close();
}
