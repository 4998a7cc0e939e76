package io.longshore.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Named moments in a worker's life at which its process ends as by SIGKILL: nothing is flushed,
/// closed or told.
///
/// A point is a call of a port with what it is about and a moment: `containers.create[web] after`.
final class FaultPoints {
  /// What a shell reports of a process that SIGKILL has ended.
  static final int KILLED = 137;

  /// A call is cut off when it has been going on for so long: sent, and perhaps not yet done.
  private static final Duration INTO_THE_CALL = Duration.ofMillis(15);

  private final Predicate<String> armed;
  private final Path spentFile;
  private final Set<String> spent;

  /// @param armed which points end the process when they are first passed
  /// @param spentFile one line for each point that has ended a process; those end no other
  FaultPoints(Predicate<String> armed, Path spentFile) {
    this.armed = armed;
    this.spentFile = spentFile;
    this.spent = spentIn(spentFile);
  }

  /// The points of which an earlier process has died.
  static Set<String> spentIn(Path file) {
    try {
      return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : new HashSet<>();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A call begins.
  ///
  /// @param call such as `containers.create[web]`
  void begins(String call) {
    pass(call + " before");
    if (isArmed(call + " during")) {
      Thread.ofPlatform()
          .daemon()
          .name("into-the-call")
          .start(() -> {
            sleep();
            pass(call + " during");
          });
    }
  }

  /// A call is over; what it published is durable.
  void ends(String call) {
    pass(call + " after");
  }

  private synchronized void pass(String point) {
    if (isArmed(point)) {
      try {
        Files.writeString(
            spentFile, point + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private boolean isArmed(String point) {
    return !spent.contains(point) && armed.test(point);
  }

  private static void sleep() {
    try {
      Thread.sleep(INTO_THE_CALL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
