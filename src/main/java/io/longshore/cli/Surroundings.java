package io.longshore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// What a command that a person types takes from the process around it.
///
/// @param clock tells the time
/// @param newId draws an id for a command
/// @param standardInput what is piped in
/// @param issuer who asks unless told otherwise: `user@machine`
public record Surroundings(
    InstantSource clock,
    Supplier<String> newId,
    InputStream standardInput,
    Supplier<String> issuer) {
  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /// Those of this process.
  public static Surroundings ofThisProcess() {
    return new Surroundings(
        InstantSource.system(),
        () -> UUID.randomUUID().toString(),
        System.in,
        Surroundings::userAtMachine);
  }

  private static String userAtMachine() {
    return System.getProperty("user.name", "unknown") + "@" + machine();
  }

  /// Asks the kernel: Java would ask the network.
  private static String machine() {
    try {
      return Files.readString(KERNEL_HOST_NAME).strip();
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
