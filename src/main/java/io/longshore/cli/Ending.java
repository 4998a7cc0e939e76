package io.longshore.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends a process in order when SIGTERM or SIGINT comes: asks it to stop, waits until it has, and
/// exits with its own code instead of the 143 or 130 that Java would give. Whoever leaves without a
/// code closes it, so that no exit waits for one.
final class Ending implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean asked;
  private volatile Runnable stop;
  private volatile int exitCode = ExitCode.FAULT.number();
  private volatile Duration patience = Duration.ofSeconds(30);

  private Ending(Runnable stop) {
    this.stop = stop;
  }

  /// Listens for signals from now on.
  ///
  /// @param stop what to do when one comes; must not block
  static Ending listening(Runnable stop) {
    Ending ending = new Ending(stop);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("longshore-ending").unstarted(ending::run));
    return ending;
  }

  /// Whether a signal has come.
  boolean isAsked() {
    return asked;
  }

  /// From now on a signal does this instead.
  ///
  /// @param patience how long to wait for the end then
  void stopBy(Runnable otherStop, Duration patience) {
    this.patience = patience;
    this.stop = otherStop;
    if (asked) {
      otherStop.run();
    }
  }

  /// Says that the process has ended, and how.
  int ended(int code) {
    exitCode = code;
    ended.countDown();
    return code;
  }

  /// Whether an exit waits for nothing any more.
  boolean isOver() {
    return ended.getCount() == 0;
  }

  /// Says that the process has ended: by a fault, when it has not said how.
  @Override
  public void close() {
    ended.countDown();
  }

  private void run() {
    if (isOver()) {
      return;
    }
    asked = true;
    stop.run();
    boolean inTime = awaitEnd();
    Runtime.getRuntime().halt(inTime ? exitCode : ExitCode.FAULT.number());
  }

  private boolean awaitEnd() {
    try {
      return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
