package io.longshore.cli;

import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// Ctrl-C at a command that waits: the first one ends the waiting, a second one the process at
/// once.
final class Interrupts implements AutoCloseable {
  private static final String SIGNAL = "INT";

  private final @Nullable Object before;
  private volatile boolean asked;

  private Interrupts() {
    this.before = Signals.register(SIGNAL, this::heard);
  }

  /// Heeds them from now on. Where the shell has the process ignore them, it goes on to.
  static Interrupts heeded() {
    return new Interrupts();
  }

  /// Whether one has come.
  boolean isAsked() {
    return asked;
  }

  private void heard() {
    if (asked) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
    asked = true;
  }

  @Override
  public void close() {
    Signals.unregister(SIGNAL, before);
  }
}
