package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
  @TempDir private Path root;

  @Test
  void theLockStandsBelowTheHostsRootAndTellsItsHolder() throws IOException {
    HostLock.Attempt.Held held = (HostLock.Attempt.Held) HostLock.take(root);

    try (HostLock _ = held.lock()) {
      assertThat(Files.readString(root.resolve("run/longshore/worker.lock")))
          .isEqualTo(ProcessHandle.current().pid() + "\n");
    }
  }

  @Test
  void whoComesAfterTheEndOfTheHolderGetsIt() {
    ((HostLock.Attempt.Held) HostLock.take(root)).lock().close();

    HostLock.Attempt.Held again = (HostLock.Attempt.Held) HostLock.take(root);

    again.lock().close();
  }

  @Test
  void whereTheFileCannotBeMadeThereIsNoLockAndNoFailure() throws IOException {
    Files.writeString(root.resolve("run"), "no directory");

    assertThat(HostLock.take(root)).isInstanceOf(HostLock.Attempt.None.class);
  }
}
