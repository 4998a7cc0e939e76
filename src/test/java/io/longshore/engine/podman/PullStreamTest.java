package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullStreamTest {
  private static final ImageReference IMAGE =
      new ImageReference("registry.example:5000/kolla/keystone:2026.1");
  private final List<String> progress = new ArrayList<>();

  @Test
  void theLastIdWinsAndProgressIsPassedOnLineByLine() throws IOException {
    String id =
        read(
            """
            {"stream":"Trying to pull registry.example:5000/kolla/keystone:2026.1...\\n"}
            {"stream":"Copying blob one\\nCopying blob two\\n","status":"new in 6.0","progress":{"current":1}}
            {"images":["aaaa"],"id":"aaaa"}
            {"images":["aaaa","bbbb"],"id":"bbbb"}
            """);

    assertThat(id).isEqualTo("bbbb");
    assertThat(progress)
        .containsExactly(
            "Trying to pull registry.example:5000/kolla/keystone:2026.1...",
            "Copying blob one",
            "Copying blob two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"stream\":\"Trying to pull\"}\n",
        "{\"stream\":\"Trying to pull\"}\n{\"images\":[\"aaaa\"],\"i",
        "{\"id\":\"\"}\n"
      })
  void anAnswerThatBreaksOffIsNoSuccess(String body) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(body))
        .withMessageContaining("broke off (truncated stream)")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE));
  }

  @Test
  void anErrorIsAFailureAlsoAfterAnId() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read("{\"id\":\"aaaa\"}\n{\"error\":\"something new\"}\n"))
        .withMessage("cannot pull " + IMAGE + ": something new")
        .satisfies(failure -> assertThat(failure.engineWords()).isEqualTo("something new"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "IMAGE_NOT_FOUND, reading manifest 9 in registry:5000/demo/web: manifest unknown: manifest unknown",
        "IMAGE_NOT_FOUND, reading manifest 9 in registry:5000/demo/web: manifest unknown",
        "IMAGE_NOT_FOUND, `short-name \"x:1\" did not resolve to an alias and no unqualified-search registries are defined`",
        "REGISTRY_UNAUTHORIZED, reading manifest 1 in registry:5001/demo/web: unauthorized: authentication required",
        "REGISTRY_UNAUTHORIZED, reading manifest 1 in registry:5001/demo/web: authentication required",
        "REGISTRY_UNAUTHORIZED, requested access to the resource is denied",
        "REGISTRY_UNAUTHORIZED, reading manifest 1 in registry:5001/demo/web: denied",
        "REGISTRY_UNAUTHORIZED, denied: access forbidden",
        "REGISTRY_UNAUTHORIZED, `errors:\ndenied: not for you`",
        "ENGINE, writing blob: open /var/lib/containers: permission denied",
        "REGISTRY_TLS, `Get \"https://registry:5443/v2/\": x509: certificate signed by unknown authority`",
        "REGISTRY_TLS, `tls: failed to verify certificate: x509: certificate signed by unknown authority`",
        "REGISTRY_TLS, `Get \"https://registry:5000/v2/\": http: server gave HTTP response to HTTPS client`",
        "REGISTRY_UNREACHABLE, dial tcp 10.231.0.1:5999: connect: connection refused",
        "REGISTRY_UNREACHABLE, dial tcp 10.231.0.200:5000: connect: no route to host",
        "REGISTRY_UNREACHABLE, dial tcp: lookup nowhere.example on [::1]:53: no such host",
        "REGISTRY_UNREACHABLE, received unexpected HTTP status: 503 Service Unavailable",
        "DISK_FULL, writing blob: storing blob to file: write /var/tmp/storage: no space left on device",
        "REGISTRY_UNREACHABLE, dial tcp 10.231.0.1:5999: i/o timeout",
        "REGISTRY_UNREACHABLE, `Get \"https://10.231.0.1:5998/v2/\": net/http: TLS handshake timeout`",
        "DISK_FULL, `writing blob: adding layer with blob \"sha256:5c\": processing tar file(write /bin/busybox: no space left on device): exit status 1`",
        "DISK_FULL, `writing blob: adding layer with blob \"sha256:5c\"/\"\"/\"sha256:e7\": unpacking failed (error: exit status 1; output: write /bin/busybox: no space left on device)`",
        "INVALID, `invalid reference format: repository name must be lowercase`",
        "INVALID, `Invalid image name \"UPPER/x:1\", unknown transport \"UPPER/x\"`",
        "IMAGE_NOT_FOUND, `reading manifest 1 in r:5000/x: StatusCode: 404, \"404 page not found\"`",
        "REGISTRY_UNAUTHORIZED, `reading manifest 1 in r:5000/x: StatusCode: 403, \"<html>\"`",
        "REGISTRY_UNREACHABLE, `reading manifest 1 in r:5000/x: StatusCode: 504, \"\"`",
        "ENGINE, database is locked"
      })
  void theEnginesWordsTellWhyAPullFailed(FailureKind kind, String words) {
    EngineException failure = PullFailure.of(IMAGE, words);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.engineWords()).isEqualTo(words);
    assertThat(failure.hint()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "manifest unknown, The requested image does not exist: registry.example:5000/kolla/keystone:2026.1",
    "unauthorized: authentication required, unauthorized",
    "connection refused, unreachable",
    "must be lowercase, invalid reference",
    "no space left on device, the disk is full",
    "x509: certificate signed by unknown authority, certificate is not trusted (tls)",
    "http: server gave HTTP response to HTTPS client, speaks no TLS (tls)"
  })
  void theSentenceHasTheWordsThatOperatorsKnow(String words, String sentence) {
    assertThat(PullFailure.of(IMAGE, words)).hasMessageContaining(sentence);
  }

  /// As Podman 6.0 answers before it has begun to stream: with the registry's own status.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "IMAGE_NOT_FOUND, 404, manifest unknown, reading manifest 9 in registry:5000/demo/web: manifest unknown",
        "IMAGE_NOT_FOUND, 404, manifest unknown, ``",
        "IMAGE_NOT_FOUND, 404, `something new`, something new",
        "REGISTRY_UNAUTHORIZED, 401, unauthorized, `unauthorized: authentication required`",
        "REGISTRY_UNAUTHORIZED, 403, something new, something new",
        "REGISTRY_UNREACHABLE, 500, `dial tcp 10.231.0.1:5999: connect: connection refused`, `pinging container registry: connection refused`",
        "REGISTRY_UNREACHABLE, 502, something new, something new",
        "REGISTRY_TLS, 500, `x509: certificate signed by unknown authority`, `tls: failed to verify certificate`",
        "DISK_FULL, 500, no space left on device, `writing blob: no space left on device`",
        "INVALID, 400, `invalid reference format`, `parsing reference: invalid reference format`",
        "ENGINE, 500, database is locked, database is locked",
        "ENGINE, 400, something new, something new"
      })
  void anErrorAnswerMeansWhatTheSameWordsMeanInTheStream(
      FailureKind kind, int status, String cause, String message) {
    EngineException failure = PullFailure.of(IMAGE, new Refusal(status, cause, message));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.engineWords()).isEqualTo(message.isEmpty() ? cause : message);
  }

  @Test
  void anImagesOwnNameTellsNothingAboutItsRegistry() {
    ImageReference misleading = new ImageReference("registry.example/demo/unauthorized:1");
    String words = "reading manifest 1 in registry.example/demo/unauthorized: manifest unknown";

    assertThat(PullFailure.of(misleading, words).kind()).isEqualTo(FailureKind.IMAGE_NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "unknown, IMAGE_NOT_FOUND, `initializing source docker://unknown:latest: reading manifest latest in docker.io/library/unknown: manifest unknown`",
        "x, REGISTRY_TLS, `pinging container registry r: Get \"https://r/v2/\": x509: certificate signed by unknown authority`",
        "denied, IMAGE_NOT_FOUND, `initializing source docker://denied:latest: reading manifest latest in docker.io/library/denied: manifest unknown`"
      })
  void aShortNameTakesNoWordFromTheText(String image, FailureKind kind, String words) {
    assertThat(PullFailure.of(new ImageReference(image), words).kind()).isEqualTo(kind);
  }

  @Test
  void anErrorAnswerOfAnUnknownKindHasTheReferencesWords() {
    assertThat(PullFailure.of(IMAGE, new Refusal(500, "", "database is locked")))
        .hasMessageStartingWith("Unknown error message: database is locked");
  }

  @ParameterizedTest
  @CsvSource({
    "Trying to pull x..., REGISTRY_UNREACHABLE, the registry had not answered after 1.5 s",
    "Copying blob one, TIMED_OUT, it was not done after 1.5 s; last: Copying blob one",
    "'', TIMED_OUT, it was not done after 1.5 s"
  })
  void aPullThatTookTooLongTellsHowFarItCame(String last, FailureKind kind, String sentence) {
    EngineException failure = PullFailure.late(IMAGE, Duration.ofMillis(1500), last);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage("cannot pull " + IMAGE + ": " + sentence);
  }

  @Test
  void credentialsAreEncodedInTheAlphabetForUrls() {
    assertThat(PodmanImages.registryAuth(new Credentials("u", "~~~???>>>")))
        .containsEntry("X-Registry-Auth", "eyJ1c2VybmFtZSI6InUiLCJwYXNzd29yZCI6In5-fj8_Pz4-PiJ9");
    assertThat(PodmanImages.registryAuth(null)).isEmpty();
  }

  private String read(String body) throws IOException {
    return new PullStream(IMAGE, progress::add)
        .read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
