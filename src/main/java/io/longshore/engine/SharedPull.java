package io.longshore.engine;

import io.longshore.command.ImageReference;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A pull that goes on, as those see it who wait for it. Takes the progress of the one who pulls.
final class SharedPull implements Consumer<String> {
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /// The image's id; nothing when the one who pulled gave up.
  private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();

  SharedPull(Consumer<String> progress) {
    listeners.add(progress);
  }

  @Override
  public void accept(String line) {
    listeners.forEach(listener -> listener.accept(line));
  }

  void pulled(String id) {
    outcome.complete(Optional.of(id));
  }

  void failed(EngineException failure) {
    outcome.completeExceptionally(failure);
  }

  /// Says that it tells nothing of the image; does nothing when its outcome is known.
  void givenUp() {
    outcome.complete(Optional.empty());
  }

  /// Waits for the outcome.
  ///
  /// @param limit that the caller began with, for its words
  /// @param left of it
  /// @return the image's id; empty when the caller has to pull on its own
  /// @throws EngineException the pull's own, or of kind `TIMED_OUT` when no time is left
  Optional<String> join(
      ImageReference image, Consumer<String> progress, Duration limit, Duration left) {
    listeners.add(progress);
    try {
      progress.accept("Waiting for another command that is pulling " + image);
      return outcome.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw gaveUp(image, "was not done after " + limit.toMillis() / 1000.0 + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw gaveUp(image, "goes on, but this command was told to stop waiting", interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof EngineException failure
          ? failure
          : new IllegalStateException(failed);
    } finally {
      listeners.remove(progress);
    }
  }

  private static EngineException gaveUp(ImageReference image, String what, Exception cause) {
    return new EngineException(
        FailureKind.TIMED_OUT,
        "cannot pull " + image + ": another command's pull of it " + what,
        "see that command's progress and result; sent again, this one goes on from what is there",
        null,
        cause);
  }
}
