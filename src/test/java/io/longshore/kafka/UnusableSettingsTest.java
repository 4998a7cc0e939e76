package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.command.HostName;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients are made, and connect to nobody.
class UnusableSettingsTest {
  private static final String NOBODY = "127.0.0.1:1";
  private static final HostName HOST = new HostName("h");
  private static final Map<String, String> LOST_TRUSTSTORE =
      Map.of(
          "security.protocol", "SSL",
          "ssl.truststore.type", "PEM",
          "ssl.truststore.location", "/does/not/exist.pem");

  @Test
  void aTruststoreThatIsNotThereIsNamed() {
    assertThat(refused(LOST_TRUSTSTORE))
        .returns(BrokerException.Kind.SETTING, BrokerException::kind)
        .hasMessageContaining("/does/not/exist.pem")
        .hasMessageEndingWith("no such file");
    assertThat(
            catchThrowableOfType(
                BrokerTroubleException.class,
                () -> new BrokerAccess(NOBODY, LOST_TRUSTSTORE).admin()))
        .hasMessageContaining("a client property cannot be used")
        .hasMessageContaining("/does/not/exist.pem")
        .hasMessageEndingWith("no such file");
  }

  @Test
  void aLoginThatCannotBeReadIsToldWithoutAPieceOfIt() {
    assertThat(
            refused(
                Map.of(
                    "security.protocol", "SASL_PLAINTEXT",
                    "sasl.mechanism", "PLAIN",
                    "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"u\" password=\"hun\"ter2\";")))
        .returns(BrokerException.Kind.SETTING, BrokerException::kind)
        .hasMessageContaining("sasl.jaas.config cannot be read")
        .message()
        .doesNotContain("hun", "ter2");
  }

  @Test
  void whatABrokerSaysIsNoSetting() {
    KafkaException refusal =
        new KafkaException("in an error state", new TopicAuthorizationException("no right"));

    assertThat(UnusableSettings.words(refusal)).isEmpty();
    assertThat(UnusableSettings.words(new KafkaException("bare"))).isEmpty();
    assertThat(BrokerException.of("It failed", refusal).kind())
        .isEqualTo(BrokerException.Kind.REFUSED);
  }

  /// Kafka's own defaults among them, as files of clients' properties have them.
  @ParameterizedTest
  @ValueSource(strings = {"20000", "30000", "900000"})
  void requestsMayBeGivenMoreTime(String millis) {
    for (Map<String, String> users :
        java.util.List.of(
            Map.of("request.timeout.ms", millis, "linger.ms", "5"),
            Map.of("request.timeout.ms", millis, "default.api.timeout.ms", millis))) {
      ClientProperties properties =
          new ClientProperties(
              new KafkaSettings(NOBODY, users, HOST, Retention.DEFAULT, true, 0, null));
      assertThatCode(
              () -> {
                Admin.create(properties.admin()).close(java.time.Duration.ZERO);
                new KafkaProducer<byte[], byte[]>(properties.status())
                    .close(java.time.Duration.ZERO);
                new KafkaProducer<byte[], byte[]>(properties.producer())
                    .close(java.time.Duration.ZERO);
                new BrokerAccess(NOBODY, users).admin().close(java.time.Duration.ZERO);
                new BrokerAccess(NOBODY, users).producer().close(java.time.Duration.ZERO);
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aLimitThatTheUserHasSetStays() {
    Map<String, String> users =
        Map.of("request.timeout.ms", "30000", "delivery.timeout.ms", "45000");
    ClientProperties properties =
        new ClientProperties(
            new KafkaSettings(NOBODY, users, HOST, Retention.DEFAULT, true, 0, null));

    assertThat(properties.status()).containsEntry("delivery.timeout.ms", "45000");
    assertThat(properties.admin()).containsEntry("default.api.timeout.ms", 30_000);
  }

  private static BrokerException refused(Map<String, String> properties) {
    ClientProperties all =
        new ClientProperties(
            new KafkaSettings(NOBODY, properties, HOST, Retention.DEFAULT, true, 0, null));
    return BrokerException.of(
        "It failed", catchThrowableOfType(KafkaException.class, () -> Admin.create(all.admin())));
  }
}
