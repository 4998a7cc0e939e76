package io.longshore.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// How far something long has come, on standard error; nothing when that is no terminal, or it is
/// short.
final class Progress implements AutoCloseable {
  /// From how many messages on a bar is shown: some seconds' worth.
  private static final long LONG = 200_000;

  private static final int EVERY = 4096;

  private final @Nullable ProgressBar bar;
  private long steps;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /// @param task what is done, in a word or two
  /// @param most how many steps there may be
  static Progress of(String task, long most) {
    boolean shown = most >= LONG && Screen.isTerminal();
    return new Progress(
        shown
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setUnit(" messages", 1)
                .showSpeed()
                .build()
            : null);
  }

  boolean isShown() {
    return bar != null;
  }

  /// One more step is done.
  void step() {
    steps++;
    if (bar != null && steps % EVERY == 0) {
      bar.stepTo(steps);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.stepTo(steps);
      bar.close();
    }
  }
}
