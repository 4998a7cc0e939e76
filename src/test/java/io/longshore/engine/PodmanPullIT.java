package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.event.FailureKind;
import io.longshore.testhost.Registries;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Pulls from registries of every kind, on both generations of Podman.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
class PodmanPullIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String REPOSITORY = "/demo/web:2";

  @Parameter String hostName = "";
  private TestHost host;
  private Registries registries;
  private PodmanFixture fixture;

  @BeforeEach
  void open() {
    host = TestFleet.shared().host(hostName);
    registries = TestFleet.shared().registries();
    fixture = new PodmanFixture(host);
  }

  @AfterEach
  void close() {
    fixture.close();
    host.exec(
        "sh",
        "-c",
        "rm -rf /etc/containers/certs.d; podman images --format '{{.Repository}}:{{.Tag}}' | grep ^registry: | xargs -r podman rmi -f");
  }

  @Test
  void aRegistryWithItsOwnAuthorityIsRefusedUntilItIsTrusted() {
    assertFails(FailureKind.REGISTRY_TLS, registries.tls(), null, null);
    host.trust();
    assertPulls(registries.tls(), null, null);
  }

  @Test
  void aRegistryWithoutCertificateIsReachedWhenTheCallerAllowsIt() {
    assertFails(FailureKind.REGISTRY_TLS, registries.http(), null, true);
    assertPulls(registries.http(), null, false);
    assertPulls(registries.tls(), null, false);
  }

  @Test
  void aRegistryWithAccountsWantsTheRightOne() {
    assertFails(FailureKind.REGISTRY_UNAUTHORIZED, registries.httpPassword(), null, null);
    assertFails(
        FailureKind.REGISTRY_UNAUTHORIZED,
        registries.httpPassword(),
        new Credentials(registries.user(), "wr~ong?>"),
        null);
    assertPulls(
        registries.httpPassword(), new Credentials(registries.user(), registries.password()), null);
    assertPulls(
        registries.tlsPassword(), new Credentials(registries.user(), registries.password()), false);
  }

  @Test
  void nobodyAtThePortIsUnreachable() {
    assertFails(FailureKind.REGISTRY_UNREACHABLE, "registry:5999", null, null);
  }

  @Test
  void aRegistryOfNoKnownNameIsUnreachable() {
    assertFails(FailureKind.REGISTRY_UNREACHABLE, "nowhere.example", null, null);
  }

  @Test
  void aRegistryThatDoesNotAnswerIsGivenUpAtTheLimit() {
    long begun = System.nanoTime();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() ->
            fixture
                .engine()
                .images()
                .pull(request("10.231.0.250:5000", null, null), _ -> {}, Duration.ofSeconds(1)))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aNameWithoutRegistryThatNoSearchListCompletesDoesNotExist() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() ->
            fixture
                .engine()
                .images()
                .pull(ImageRequest.of(new ImageReference("short")), _ -> {}, LIMIT))
        .withMessage("The requested image does not exist: short");
  }

  private void assertPulls(
      String registry, @Nullable Credentials credentials, @Nullable Boolean tlsVerify) {
    ImageRequest request = request(registry, credentials, tlsVerify);

    String id = fixture.engine().images().pull(request, _ -> {}, LIMIT);

    assertThat(fixture.engine().images().find(request.image()).orElseThrow().id()).isEqualTo(id);
    assertThat(fixture.engine().images().remove(request.image())).isTrue();
  }

  private void assertFails(
      FailureKind kind,
      String registry,
      @Nullable Credentials credentials,
      @Nullable Boolean tlsVerify) {
    ImageRequest request = request(registry, credentials, tlsVerify);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> fixture.engine().images().pull(request, _ -> {}, LIMIT))
        .satisfies(failure ->
            assertThat(failure.kind())
                .as(failure.toString() + failure.engineWords())
                .isEqualTo(kind))
        .satisfies(failure ->
            assertThat(failure.toString() + failure.engineWords()).doesNotContain("wr~ong"));
    assertThat(fixture.engine().images().find(request.image())).isEmpty();
  }

  private static ImageRequest request(
      String registry, @Nullable Credentials credentials, @Nullable Boolean tlsVerify) {
    return new ImageRequest(new ImageReference(registry + REPOSITORY), credentials, tlsVerify);
  }
}
