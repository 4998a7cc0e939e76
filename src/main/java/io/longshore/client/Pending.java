package io.longshore.client;

import io.longshore.command.CommandId;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command whose answer is waited for.
final class Pending {
  private final Outgoing command;
  private final Duration patience;
  private final long deadline;
  private final Consumer<ResultMessage> onTheWay;
  private final CompletableFuture<Sent> sent = new CompletableFuture<>();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final AtomicBoolean holdsRoom = new AtomicBoolean(true);
  private final Runnable giveRoom;

  /// @param patience from now until silence is the answer
  /// @param onTheWay is given every event before the last
  /// @param giveRoom is run once, before anything that depends on the answer
  Pending(
      Outgoing command, Duration patience, Consumer<ResultMessage> onTheWay, Runnable giveRoom) {
    this.command = command;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
    this.onTheWay = onTheWay;
    this.giveRoom = giveRoom;
    CompletableFuture<Answer> _ = answer.whenComplete((_, _) -> leave());
  }

  Outgoing command() {
    return command;
  }

  Sending sending() {
    return new Sending(command, sent, answer);
  }

  CompletableFuture<Sent> sent() {
    return sent;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /// By [System#nanoTime].
  long deadline() {
    return deadline;
  }

  /// Whether its worker may have to name it by its place, because it cannot read its id.
  boolean isNamedByPlace() {
    return CommandId.find(command.id()).isEmpty();
  }

  /// Waits until its place is known. False when it has none.
  boolean isAnsweredByPlace(String commandId) {
    return sent.handle((place, failed) -> failed == null && place.isAnsweredBy(commandId)).join();
  }

  /// Waits until its place is known, unless none is asked for.
  boolean mayLieAt(@Nullable Long offset) {
    return offset == null
        || sent.handle((place, failed) -> failed != null || place.offset() == offset).join();
  }

  /// Whether that was the last event.
  boolean receive(ResultMessage message) {
    switch (message.event()) {
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _ -> {
        onTheWay.accept(message);
        return false;
      }
      case Event.Finished finished ->
          complete(new Answer.Result(command, finished, false, message));
      case Event.Duplicate duplicate ->
          complete(new Answer.Result(command, duplicate.first(), true, message));
      case Event.Conflict conflict ->
          complete(new Answer.Conflict(command, conflict.failure(), message));
    }
    return true;
  }

  void expire() {
    complete(new Answer.Silence(command, patience));
  }

  /// What depends on the answer may block, and so must not run on the thread that reads answers.
  private void complete(Answer come) {
    leave();
    CompletableFuture<Answer> _ = answer.completeAsync(() -> come, Thread::startVirtualThread);
  }

  void fail(BrokerTroubleException trouble) {
    leave();
    Thread.startVirtualThread(() -> {
      sent.completeExceptionally(trouble);
      answer.completeExceptionally(trouble);
    });
  }

  /// Not left to the future alone: it runs first what depends on it last.
  private void leave() {
    if (holdsRoom.getAndSet(false)) {
      giveRoom.run();
    }
  }
}
