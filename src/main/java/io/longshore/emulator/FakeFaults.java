package io.longshore.emulator;

import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is to go wrong with a [FakeContainerEngine], and the record of what was done to it. Safe
/// for many threads.
public final class FakeFaults {
  private final List<Hook> before = new CopyOnWriteArrayList<>();
  private final List<Hook> after = new CopyOnWriteArrayList<>();
  private final Map<FakeOperation, Deque<FailureKind>> next = new EnumMap<>(FakeOperation.class);
  private final Map<FakeOperation, Deque<FailureKind>> lost = new EnumMap<>(FakeOperation.class);
  private final Map<FakeOperation, FailureKind> always = new EnumMap<>(FakeOperation.class);
  private final Map<FakeOperation, Duration> delays = new EnumMap<>(FakeOperation.class);
  private @Nullable List<Effect> effects;

  /// Something that was changed.
  public record Effect(FakeOperation operation, String target) {}

  /// Takes part in a call, on its thread; what it throws is what the call throws.
  public interface Hook {
    /// Runs at a call.
    ///
    /// @param target the name of the container, image or volume; empty for none
    void at(FakeOperation operation, String target);
  }

  /// The next call fails before it does anything.
  public synchronized void failNext(FakeOperation operation, FailureKind kind) {
    next.computeIfAbsent(operation, _ -> new ArrayDeque<>()).add(kind);
  }

  /// The next call does what it is asked, and fails all the same: its answer is lost.
  public synchronized void loseNextAnswer(FakeOperation operation, FailureKind kind) {
    lost.computeIfAbsent(operation, _ -> new ArrayDeque<>()).add(kind);
  }

  /// Every call of that operation fails until [#heal].
  public synchronized void failAlways(FakeOperation operation, FailureKind kind) {
    always.put(operation, kind);
  }

  /// Every call fails as if there were no engine, until [#heal].
  public synchronized void failEverything(FailureKind kind) {
    for (FakeOperation operation : FakeOperation.values()) {
      always.put(operation, kind);
    }
  }

  /// Every call of that operation takes at least so long.
  public synchronized void delay(FakeOperation operation, Duration delay) {
    delays.put(operation, delay);
  }

  /// Nothing goes wrong or slowly any more.
  public synchronized void heal() {
    next.clear();
    lost.clear();
    always.clear();
    delays.clear();
  }

  /// Calls a hook before every call takes effect.
  public void before(Hook hook) {
    before.add(hook);
  }

  /// Calls a hook after every call took effect, before it is answered.
  public void after(Hook hook) {
    after.add(hook);
  }

  /// What has been changed so far, in order. A call that found its goal reached is not among it. To
  /// be asked of an engine that is [FakeContainerEngine#recording] only.
  public synchronized List<Effect> effects() {
    return List.copyOf(Objects.requireNonNull(effects, "no effects are recorded"));
  }

  synchronized void recordEffects() {
    effects = new ArrayList<>();
  }

  synchronized void record(FakeOperation operation, String target) {
    if (effects != null) {
      effects.add(new Effect(operation, target));
    }
  }

  <T> T call(FakeOperation operation, String target, Supplier<T> work) {
    before.forEach(hook -> hook.at(operation, target));
    pause(operation);
    failIfDue(next, operation, target);
    T answer = work.get();
    after.forEach(hook -> hook.at(operation, target));
    failIfDue(lost, operation, target);
    return answer;
  }

  private void pause(FakeOperation operation) {
    Duration delay = delayOf(operation);
    try {
      Thread.sleep(delay);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(FailureKind.TIMED_OUT, operation + " was interrupted");
    }
  }

  private synchronized Duration delayOf(FakeOperation operation) {
    return delays.getOrDefault(operation, Duration.ZERO);
  }

  private synchronized void failIfDue(
      Map<FakeOperation, Deque<FailureKind>> due, FakeOperation operation, String target) {
    Deque<FailureKind> kinds = due.getOrDefault(operation, new ArrayDeque<>());
    FailureKind kind = kinds.isEmpty() ? always.get(operation) : kinds.remove();
    if (kind != null) {
      throw failure(kind, "scripted failure of " + operation + " " + target);
    }
  }

  /// A failure as the engine would report it.
  public static EngineException failure(FailureKind kind, String sentence) {
    return new EngineException(kind, sentence, "look at the test", null, null);
  }
}
