package io.longshore.engine.podman;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls that an engine may still carry out although nobody waits for their answers.
final class LeftBehind {
  private final Map<Object, CompletableFuture<?>> calls = new ConcurrentHashMap<>();

  void add(CompletableFuture<?> call) {
    Object key = new Object();
    calls.put(key, call);
    CompletableFuture<?> _ = call.whenComplete((_, _) -> calls.remove(key));
  }

  /// Waits until all of them are over, however they ended; for so long at most, since one may hang
  /// for a reason of its own.
  ///
  /// @throws InterruptedException when the thread is told to stop waiting
  void await(Duration limit) throws InterruptedException {
    try {
      CompletableFuture.allOf(calls.values().toArray(CompletableFuture[]::new))
          .get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      calls.clear();
    }
  }
}
