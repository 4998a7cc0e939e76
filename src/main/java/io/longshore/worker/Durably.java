package io.longshore.worker;

import io.longshore.ledger.PublishException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for the result topic.
final class Durably {
  private Durably() {}

  /// What the future gives, once it is durable.
  ///
  /// @throws PublishException when nothing can be published any more
  static <T> T await(CompletableFuture<T> publication) {
    try {
      return publication.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof PublishException failure ? failure : e;
    }
  }
}
