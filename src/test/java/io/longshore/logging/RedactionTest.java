package io.longshore.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  /// Every text holds `hunter2`, the secret, and `kept`, which a reader needs.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kept password=hunter2",
        "password=hunter2 kept",
        "password=hunter2, user=kept",
        "password=hunter2; kept",
        "PASSWORD: hunter2 kept",
        "passwd='hunter2 x' kept",
        "passphrase = \"hunter2 and \\\" more\" kept",
        "password=\"hunter2\" kept",
        "{\"password\":\"hunter2\",\"user\":\"kept\"}",
        "{\\\"password\\\":\\\"hunter2\\\",\\\"user\\\":\\\"kept\\\"}",
        "{ssl.key.password=hunter2, user=kept}",
        "OS_PASSWORD=hunter2 kept",
        "nova_database_password: hunter2 kept",
        "access_token=hunter2&kept=1",
        "X-Secret-Value: hunter2 kept",
        "aws-api-key=hunter2 kept",
        "--password hunter2 kept",
        "podman login --creds hunter2 kept",
        "kept https://admin:hunter2@registry:5000/v2/",
        "kept https://hunter2@registry:5000/v2/",
        "kept https://admin:pass/with@hunter2@registry:5000/v2/",
        "kept X-Registry-Auth: eyJ1c2VybmFtZSI6 hunter2",
        "kept Authorization: Basic hunter2",
        "kept {\"X-Registry-Config\":\"hunter2\"}",
        "kept header Bearer abcdefgh-hunter2",
        "kept sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"a;hunter2\";",
        "kept ScramLoginModule required username=\"u\"\n  password=\"hunter2\";",
        "kept -----BEGIN EC PRIVATE KEY-----\nhunter2\n-----END EC PRIVATE KEY-----",
        "kept ssl.keystore.key=-----BEGIN PRIVATE KEY-----\\nhunter2",
      })
  void aSecretGoesAndTheRestStays(String text) {
    assertThat(Redaction.BY_LOOK.redact(text))
        .doesNotContain("hunter2")
        .contains("kept")
        .contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Command finished commandId=c1 outcome=succeeded",
        "pulled docker://registry.example:5000/kolla/nova-api@sha256:0123456789abcdef",
        "pulled registry:5000/kolla/nova-api:2025.1",
        "GET http://d/v4.0.0/libpod/containers/nova_api/json answered 404",
        "GET http://localhost:8080/v2/ answered 200",
        "Basic configuration of the network",
        "key=container/nova_api partition=0",
        "unit container-keystone.service",
      })
  void anOrdinaryLineStaysAsItIs(String text) {
    assertThat(Redaction.BY_LOOK.redact(text)).isEqualTo(text);
  }

  @Test
  void aKnownSecretGoesWhereverItStands() {
    Redaction redaction = new Redaction(List.of("correct horse", "correct horse battery"));
    assertThat(redaction.redact("said correct horse battery to correct horse"))
        .isEqualTo("said *** to ***");
  }

  @Test
  void aShortKnownSecretDoesNotSpoilOrdinaryWords() {
    assertThat(new Redaction(List.of("kafka")).redact("kafka is away")).isEqualTo("kafka is away");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.key.password",
        "ssl.keystore.key",
        "REGISTRY_TOKEN",
        "clientSecret",
        "X-Registry-Auth",
        "Authorization"
      })
  void namesOfSecretsAreKnown(String name) {
    assertThat(Redaction.isSecretName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"commandId", "key", "security.protocol", "ssl.truststore.location", "container"})
  void otherNamesAreNoSecrets(String name) {
    assertThat(Redaction.isSecretName(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "password",
        "password=",
        "://",
        "://a:",
        "\\\"",
        "--token ",
        "-----BEGIN PRIVATE KEY",
        " ",
        "Basic "
      })
  void anEndlessTextCostsTimeInProportion(String piece) {
    String text = piece.repeat(100_000 / piece.length());
    long start = System.nanoTime();
    Redaction.BY_LOOK.redact(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
