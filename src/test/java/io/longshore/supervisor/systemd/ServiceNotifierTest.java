package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

@Timeout(60)
class ServiceNotifierTest {
  private static final long OWN = 4711;

  @TempDir Path directory;
  private final AFUNIXDatagramSocket systemd = AFUNIXDatagramSocket.newInstance();

  ServiceNotifierTest() throws IOException {
    systemd.setSoTimeout(20_000);
  }

  @AfterEach
  void close() {
    systemd.close();
  }

  @Test
  void systemdHearsOfEachChangeByThePathItGave() throws IOException {
    try (ServiceNotifier notifier =
        ServiceNotifier.of(Map.of("NOTIFY_SOCKET", boundToPath()), OWN)) {
      notifier.status("7 lanes\nREADY=1");
      notifier.ready();
      notifier.stopping();
    }

    assertThat(received()).isEqualTo("STATUS=7 lanes");
    assertThat(received()).isEqualTo("READY=1");
    assertThat(received()).isEqualTo("STOPPING=1");
  }

  @Test
  void systemdHearsByAnAbstractName() throws IOException {
    String name = "longshore-test-" + ProcessHandle.current().pid();
    systemd.bind(AFUNIXSocketAddress.of(("\0" + name).getBytes(StandardCharsets.UTF_8)));
    try (ServiceNotifier notifier = ServiceNotifier.of(Map.of("NOTIFY_SOCKET", "@" + name), OWN)) {
      notifier.ready();
    }

    assertThat(received()).isEqualTo("READY=1");
  }

  @Test
  void theWatchdogHearsTwiceInItsIntervalAsLongAsTheWorkerIsAlive() throws Exception {
    AtomicBoolean alive = new AtomicBoolean(true);
    Queue<Long> saidSo = new ConcurrentLinkedQueue<>();
    CountDownLatch saidNo = new CountDownLatch(1);
    Map<String, String> environment =
        Map.of(
            "NOTIFY_SOCKET",
            boundToPath(),
            "WATCHDOG_USEC",
            "1000000",
            "WATCHDOG_PID",
            Long.toString(OWN));
    try (ServiceNotifier notifier = ServiceNotifier.of(environment, OWN)) {
      notifier.keepAlive(() -> {
        boolean answer = alive.get();
        if (answer) {
          saidSo.add(System.nanoTime());
        } else {
          saidNo.countDown();
        }
        return answer;
      });
      for (int heard = 0; heard < 5; heard++) {
        assertThat(received()).isEqualTo("WATCHDOG=1");
      }
      assertThat(smallestGap(List.copyOf(saidSo)))
          .isBetween(Duration.ofMillis(250), Duration.ofMillis(1000));
      alive.set(false);
      saidNo.await();
      for (int heard = 5; heard < saidSo.size(); heard++) {
        assertThat(received()).isEqualTo("WATCHDOG=1");
      }

      assertSilence(Duration.ofMillis(750));
    }
  }

  /// A machine that has other things to do makes some longer.
  private static Duration smallestGap(List<Long> times) {
    return IntStream.range(1, times.size())
        .mapToObj(index -> Duration.ofNanos(times.get(index) - times.get(index - 1)))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void aWatchdogForAnotherProcessIsLeftToIt() throws IOException {
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", boundToPath(), "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1");
    try (ServiceNotifier notifier = ServiceNotifier.of(environment, OWN)) {
      notifier.keepAlive(() -> true);

      assertSilence(Duration.ofMillis(300));
    }
  }

  @Test
  void nothingHappensWhereNobodyAskedOrListens() {
    assertThatCode(
            () -> {
              for (String socket :
                  new String[] {"", "vsock:2:1", directory.resolve("none").toString()}) {
                try (ServiceNotifier notifier =
                    ServiceNotifier.of(Map.of("NOTIFY_SOCKET", socket), OWN)) {
                  notifier.ready();
                }
              }
              try (ServiceNotifier notifier = ServiceNotifier.of(Map.of(), OWN)) {
                notifier.ready();
                notifier.keepAlive(() -> true);
              }
            })
        .doesNotThrowAnyException();
  }

  private String boundToPath() throws IOException {
    Path socket = directory.resolve("notify");
    systemd.bind(AFUNIXSocketAddress.of(socket.toFile()));
    return socket.toString();
  }

  private String received() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
    systemd.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private void assertSilence(Duration limit) throws IOException {
    systemd.setSoTimeout((int) limit.toMillis());
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::received);
  }
}
