package io.longshore.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A command on its way.
///
/// @param command the command
/// @param sent completed when it is safe with the broker, or with a [BrokerTroubleException] when
///   that is not known
/// @param answer completed with what came of it, at the latest when its patience ends; with a
///   [BrokerTroubleException] when it is not known to have been sent or answers cannot be read any
///   more. Cancelling it only ends the waiting. What depends on it runs on a virtual thread and may
///   block.
public record Sending(
    Outgoing command, CompletableFuture<Sent> sent, CompletableFuture<Answer> answer) {
  /// Waits until the command is safe with the broker.
  ///
  /// @throws BrokerTroubleException when that is not known
  public Sent awaitSent() {
    return await(sent);
  }

  /// Waits for what came of it, at the longest until its patience ends.
  ///
  /// @throws BrokerTroubleException when it is not known to have been sent, or answers cannot be
  ///   read any more
  public Answer awaitAnswer() {
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof BrokerTroubleException trouble ? trouble : failed;
    }
  }
}
