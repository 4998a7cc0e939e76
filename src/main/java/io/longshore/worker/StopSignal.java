package io.longshore.worker;

import io.longshore.command.CommandId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells a command that has its turn to stop: another command called it off, or the worker ends and
/// leaves what only waits to its next start. The command's thread hears it at once in its long
/// waits, and asks between its steps.
final class StopSignal {
  private @Nullable CommandId canceller;
  private boolean leaving;
  private @Nullable Thread listener;
  private boolean hearsCancel;
  private boolean hearsLeaving;
  private boolean interrupted;
  private boolean leavesOnly;

  /// Something that goes on until it is over or its thread is interrupted.
  interface Wait<T> {
    T await() throws InterruptedException;
  }

  /// Calls the command off. The first one counts.
  synchronized void cancel(CommandId by) {
    if (canceller == null) {
      canceller = by;
    }
    if (hearsCancel) {
      wake();
    }
  }

  /// Leaves the command to the next start, if it only waits or as soon as it does.
  synchronized void leave() {
    leaving = true;
    if (hearsLeaving) {
      wake();
    }
  }

  /// Who has called it off; empty when nobody has.
  synchronized Optional<CommandId> canceller() {
    return Optional.ofNullable(canceller);
  }

  /// Waits within a step. What has come to its end counts, also when a signal comes with it.
  ///
  /// @throws StoppedException when it was called off
  <T> T withinStep(Wait<T> wait) {
    listen(true, false);
    try {
      return wait.await();
    } catch (InterruptedException | RuntimeException e) {
      throw told() ? stopped() : unexpected(e);
    } finally {
      told();
    }
  }

  /// Waits for the time when the command can be begun or go on.
  ///
  /// @throws StoppedException when it was called off, or is to be left to the next start
  <T> T betweenSteps(Wait<T> wait) {
    listen(true, true);
    return untilOver(wait);
  }

  /// Waits until the command, which was begun, can go on. That it was called off is heard later,
  /// when what it has done so far can be seen and ended.
  ///
  /// @throws StoppedException when it is to be left to the next start
  <T> T onceBegun(Wait<T> wait) {
    listen(false, true);
    return untilOver(wait);
  }

  private <T> T untilOver(Wait<T> wait) {
    T outcome;
    try {
      outcome = wait.await();
    } catch (InterruptedException | RuntimeException e) {
      throw told() ? stopped() : unexpected(e);
    }
    if (told()) {
      throw stopped();
    }
    return outcome;
  }

  private synchronized void listen(boolean toCancel, boolean toLeaving) {
    if (toCancel && canceller != null) {
      throw new StoppedException(canceller);
    }
    if (toLeaving && leaving) {
      throw new StoppedException(null);
    }
    listener = Thread.currentThread();
    hearsCancel = toCancel;
    hearsLeaving = toLeaving;
    leavesOnly = !toCancel;
  }

  private synchronized void wake() {
    if (listener != null) {
      interrupted = true;
      listener.interrupt();
    }
  }

  /// Ends the listening, so that the thread is interrupted in nothing that follows. Whether a
  /// signal came meanwhile.
  private synchronized boolean told() {
    boolean was = interrupted;
    if (was) {
      boolean _ = Thread.interrupted();
    }
    listener = null;
    hearsCancel = false;
    hearsLeaving = false;
    interrupted = false;
    return was;
  }

  private synchronized StoppedException stopped() {
    return new StoppedException(leavesOnly ? null : canceller);
  }

  /// Nobody else interrupts a command's thread.
  private static RuntimeException unexpected(Exception e) {
    return e instanceof RuntimeException known
        ? known
        : new IllegalStateException("a command's thread was interrupted", e);
  }
}
