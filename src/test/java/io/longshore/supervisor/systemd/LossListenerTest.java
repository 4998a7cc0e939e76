package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LossListenerTest {
  private final CompletableFuture<String> loss = new CompletableFuture<>();
  private final AtomicInteger heard = new AtomicInteger();

  @Test
  void aLossIsHeardByThoseWhoStillListen() {
    try (LossListener _ = LossListener.on(loss, heard::incrementAndGet)) {
      LossListener.on(loss, heard::incrementAndGet).close();
      loss.complete("gone");
    }

    assertThat(heard).hasValue(1);
  }

  @Test
  void nothingIsLeftAtTheConnectionOfThoseWhoListenNoMore() {
    for (int listener = 0; listener < 1000; listener++) {
      LossListener.on(loss, heard::incrementAndGet).close();
    }

    assertThat(loss.getNumberOfDependents()).isLessThan(10);
  }
}
