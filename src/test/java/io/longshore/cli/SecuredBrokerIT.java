package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import io.longshore.emulator.Behaviour;
import io.longshore.kafka.BrokerException;
import io.longshore.kafka.KafkaConnection;
import io.longshore.kafka.KafkaSettings;
import io.longshore.kafka.Retention;
import io.longshore.wire.CommandDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker and `send` with a broker that wants TLS, and a login.
class SecuredBrokerIT {
  private static final HostName HOST = new HostName("web01");
  private static final Behaviour WELL = new Behaviour(Duration.ZERO, Duration.ZERO, 0, 1);

  @TempDir private static Path directory;

  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = new SecuredBroker(directory);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aWorkerServesOverTlsAndIsSentToWithALogin() throws IOException {
    BrokerAccess access = new BrokerAccess(broker.tls(), broker.trusting());
    try (EmulatedHost _ = EmulatedHost.start(access, HOST, WELL)) {
      Typed typed = send(broker.login(), broker.loggingIn("secret"));

      assertThat(typed.exitCode()).as(typed.errors()).isZero();
      assertThat(typed.out()).startsWith("web01 create_volume volume/data: succeeded, changed");
    }
  }

  @Test
  void aWorkerServesWithALogin() {
    BrokerAccess access = new BrokerAccess(broker.login(), broker.loggingIn("secret"));
    try (EmulatedHost host = EmulatedHost.start(access, new HostName("web02"), WELL)) {
      assertThat(host.engine().volumes().list()).isEmpty();
    }
  }

  @Test
  void whoeverSpeaksWithoutTlsIsToldThatTheBrokerMayWantIt() throws IOException {
    assertTold(
        broker.tls(), Map.of(), "no broker answers there over PLAINTEXT", "--client-properties");
    assertRefused(broker.tls(), Map.of(), BrokerException.Kind.UNREACHABLE, "security.protocol");
  }

  @Test
  void whoeverDoesNotTrustTheBrokersCertificateIsToldWhereToNameItsAuthority() throws IOException {
    Map<String, String> another = broker.trustingAnother();

    assertTold(broker.tls(), another, "certification path", "ssl.truststore.location");
    assertRefused(broker.tls(), another, BrokerException.Kind.REFUSED, "ssl.truststore.location");
  }

  @Test
  void whoeverSpeaksTlsWithABrokerThatDoesNotIsToldSo() throws IOException {
    String open = broker.open().toString();

    assertTold(open, broker.trusting(), "over SSL", "it may want another security.protocol");
  }

  @Test
  void aWrongPasswordIsToldAndNotShown() throws IOException {
    Map<String, String> wrong = broker.loggingIn("guessed");

    assertTold(broker.login(), wrong, "refuses the login", "--client-properties");
    assertRefused(broker.login(), wrong, BrokerException.Kind.REFUSED, "credentials");
  }

  private static void assertTold(
      String address, Map<String, String> properties, String what, String hint) throws IOException {
    Typed typed = send(address, properties);

    assertThat(typed.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(typed.out()).isEmpty();
    assertThat(typed.errors()).contains(what, hint).doesNotContain("guessed").hasLineCount(1);
  }

  /// As a worker's log has it.
  private static void assertRefused(
      String address, Map<String, String> properties, BrokerException.Kind kind, String hint) {
    Duration patience =
        kind == BrokerException.Kind.REFUSED ? Duration.ofSeconds(60) : Duration.ofMillis(1);
    KafkaSettings settings =
        new KafkaSettings(address, properties, HOST, Retention.DEFAULT, true, 1, patience);
    BrokerException refusal =
        catchThrowableOfType(
            BrokerException.class,
            () ->
                KafkaConnection.open(settings, MessageCodec.of(new CommandDecoder(HOST)), _ -> {}));

    assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind);
    assertThat(refusal.hint()).contains(hint);
    assertThat(refusal.getMessage()).contains(address).doesNotContain("guessed");
  }

  private static Typed send(String address, Map<String, String> properties) throws IOException {
    return Typed.withInput(
        "",
        InstantSource.system(),
        "send",
        "--host",
        "web01",
        "create_volume",
        "--name",
        "data",
        "--wait=30s",
        "--bootstrap",
        address,
        "--client-properties",
        broker.file(properties));
  }
}
