package io.longshore.supervisor.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells systemd how the worker itself is (sd_notify(3)). Without `NOTIFY_SOCKET` in the
/// environment nobody asked, and every method does nothing. A message that cannot be sent is
/// logged: no command fails for it.
public final class ServiceNotifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotifier.class);

  private final @Nullable AFUNIXSocketAddress address;
  private final Optional<Duration> watchdogInterval;
  private volatile boolean closed;

  private ServiceNotifier(
      @Nullable AFUNIXSocketAddress address, Optional<Duration> watchdogInterval) {
    this.address = address;
    this.watchdogInterval = watchdogInterval;
  }

  /// The way to whoever started this process, as its environment names it.
  ///
  /// @param environment the process's environment
  /// @param processId the process's id: the watchdog may be meant for another one (`WATCHDOG_PID`)
  public static ServiceNotifier of(Map<String, String> environment, long processId) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    return new ServiceNotifier(address(socket), watchdog(environment, processId));
  }

  private static @Nullable AFUNIXSocketAddress address(String socket) {
    try {
      return switch (socket.isEmpty() ? ' ' : socket.charAt(0)) {
        case '/' -> AFUNIXSocketAddress.of(socket.getBytes(StandardCharsets.UTF_8));
        case '@' ->
            AFUNIXSocketAddress.of(('\0' + socket.substring(1)).getBytes(StandardCharsets.UTF_8));
        default -> null;
      };
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("socket", socket)
          .addKeyValue("reason", e.getMessage())
          .log("systemd cannot be notified");
      return null;
    }
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long processId) {
    String own = Long.toString(processId);
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!micros.matches("[1-9][0-9]{0,17}")
        || !environment.getOrDefault("WATCHDOG_PID", own).equals(own)) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1000L)));
  }

  /// The worker can take commands.
  public void ready() {
    send("READY=1");
  }

  /// One line for `systemctl status`; further lines are cut off.
  public void status(String line) {
    send("STATUS=" + line.lines().findFirst().orElse(""));
  }

  /// The worker has begun to end.
  public void stopping() {
    send("STOPPING=1");
  }

  /// Says at half of the watchdog's interval that the worker is alive, as long as it is; systemd
  /// restarts one that does not say so. Does nothing where there is no watchdog.
  ///
  /// @param alive asked on a thread of its own; must answer within a quarter of the interval
  public void keepAlive(BooleanSupplier alive) {
    watchdogInterval
        .filter(_ -> address != null)
        .ifPresent(interval ->
            Thread.ofPlatform()
                .daemon()
                .name("longshore-watchdog")
                .start(() -> report(alive, interval.dividedBy(2))));
  }

  private void report(BooleanSupplier alive, Duration pause) {
    while (!closed) {
      if (alive.getAsBoolean()) {
        send("WATCHDOG=1");
      } else {
        LOG.atError().log("worker is not alive: systemd's watchdog is not answered");
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private void send(String message) {
    if (address == null) {
      return;
    }
    try (AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance()) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      socket.connect(address);
      socket.send(new java.net.DatagramPacket(bytes, bytes.length));
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("message", message)
          .addKeyValue("reason", e.getMessage())
          .log("systemd was not notified");
    }
  }

  /// Ends the watchdog's messages.
  @Override
  public void close() {
    closed = true;
  }
}
