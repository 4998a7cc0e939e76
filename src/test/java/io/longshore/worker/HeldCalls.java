package io.longshore.worker;

import io.longshore.emulator.FakeFaults;
import io.longshore.emulator.FakeOperation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls of the fake engine that wait until they are let go.
final class HeldCalls {
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicBoolean free = new AtomicBoolean();

  HeldCalls(FakeFaults faults, FakeOperation held) {
    faults.before((operation, _) -> {
      if (operation == held) {
        begun.incrementAndGet();
        StoryHost.await(free::get);
      }
    });
  }

  /// How many have come, held or not.
  int begun() {
    return begun.get();
  }

  void letGo() {
    free.set(true);
  }
}
