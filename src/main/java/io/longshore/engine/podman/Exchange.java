package io.longshore.engine.podman;

import io.longshore.availability.Deadline;
import io.longshore.availability.Gate;
import io.longshore.engine.EngineException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;

/// Waits for answers, and finds out what it means when there is none or a bad one: a fault of the
/// call's own, or an engine that answers nobody. Only the latter is a failure of kind
/// `ENGINE_UNAVAILABLE`, besides a connection that broke.
final class Exchange {
  /// libpod calls most mistakes of a caller so, too.
  private static final int SERVER_ERROR = 500;

  private final Path socket;
  private final Gate gate;
  private final Duration suspicion;
  private final LeftBehind leftBehind;

  /// @param gate tells whether the engine answers
  /// @param suspicion how long a call waits before that is asked
  Exchange(Path socket, Gate gate, Duration suspicion, LeftBehind leftBehind) {
    this.socket = socket;
    this.gate = gate;
    this.suspicion = suspicion;
    this.leftBehind = leftBehind;
  }

  /// A call that is to be made.
  ///
  /// @param attempt what is tried, as the end of "Podman cannot …"
  /// @param limit the longest that the caller waits
  /// @param ends whether the engine, once it goes on, is through with it soon; a wait or a pull is
  ///   not
  record Question(String attempt, Call call, Duration limit, boolean ends) {}

  /// Makes a call.
  <T> Answer<T> answer(Question question, Answer.Reader<T> reader) {
    int outages = gate.outages();
    PendingAnswer<T> pending = new PendingAnswer<>(reader);
    question.call.enqueue(pending);
    try {
      Answer<T> answer = await(pending, Deadline.in(question.limit));
      if (isServerError(answer) && inOutage(outages)) {
        throw Failures.unavailable(
            question.attempt, socket, "it answers to everything with an error", null);
      }
      return answer;
    } catch (TimeoutException late) {
      throw inOutage(outages) ? leave(question, pending, late) : giveUp(question, late);
    } catch (InterruptedException interrupted) {
      question.call.cancel();
      Thread.currentThread().interrupt();
      throw Failures.interrupted(question.attempt, interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof SocketTimeoutException silent
          ? fellSilent(question.attempt, silent, outages)
          : asThrown(question.attempt, failed);
    }
  }

  /// Calls that may rightly take long are suspected less and less often.
  private <T> Answer<T> await(PendingAnswer<T> pending, Deadline deadline)
      throws TimeoutException, InterruptedException, ExecutionException {
    for (Duration slice = suspicion; ; slice = slice.multipliedBy(2)) {
      try {
        return pending.get(deadline.leftAtMost(slice).toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        if (deadline.isOver()) {
          throw late;
        }
        gate.suspect();
      }
    }
  }

  private static boolean isServerError(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(Refusal refusal) && refusal.status() >= SERVER_ERROR;
  }

  /// Whether the engine answers nobody, or did not for some time since there had been so many
  /// outages.
  private boolean inOutage(int outagesBefore) {
    return gate.outages() != outagesBefore || !gate.answers();
  }

  private static EngineException giveUp(Question question, TimeoutException late) {
    question.call.cancel();
    return Failures.timedOut(question.attempt, question.limit, late);
  }

  /// An engine that hangs may have taken the call in, and will do it once it goes on: so the call
  /// is left to it, and the outage is not over before the call is.
  private EngineException leave(
      Question question, PendingAnswer<?> pending, TimeoutException late) {
    if (question.ends) {
      leftBehind.add(pending);
    } else {
      question.call.cancel();
    }
    return Failures.unavailable(question.attempt, socket, "it hangs", late);
  }

  private EngineException fellSilent(
      String attempt, SocketTimeoutException silent, int outagesBefore) {
    return inOutage(outagesBefore)
        ? Failures.unavailable(attempt, socket, "it hangs", silent)
        : Failures.fellSilent(attempt, silent);
  }

  private RuntimeException asThrown(String attempt, ExecutionException failed) {
    return switch (failed.getCause()) {
      case EngineException known -> known;
      case IOException broken -> Failures.unavailable(attempt, socket, broken);
      case null, default ->
          new IllegalStateException("cannot read Podman's answer to: " + attempt, failed);
    };
  }
}
