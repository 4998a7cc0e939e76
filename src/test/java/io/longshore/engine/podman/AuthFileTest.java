package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthFileTest {
  private static final ImageReference IMAGE =
      new ImageReference("registry.example:5000/kolla/keystone:2026.1");

  @TempDir private Path directory;
  private Path path = Path.of("/");
  private AuthFile file = new AuthFile(path);

  @BeforeEach
  void name() {
    path = directory.resolve("auth.json");
    file = new AuthFile(path);
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example:5000/kolla/keystone:2026.1, of-repository",
    "registry.example:5000/kolla/keystone, of-repository",
    "registry.example:5000/kolla/keystone@sha256:00112233445566778899aabbccddeeff, of-repository",
    "registry.example:5000/kolla/keystone-fernet:1, of-namespace",
    "registry.example:5000/kolla/deep/er:1, of-namespace",
    "registry.example:5000/kollagraphy:1, of-registry",
    "registry.example:5000/other:1, of-registry",
    "docker.io/busybox:1, of-hub",
    "docker.io/library/busybox:1, of-hub",
    "index.docker.io/busybox:1, of-hub",
    "legacy.example/x:1, of-legacy",
    "registry.example/kolla/keystone:1, ",
    "elsewhere.example/x:1, ",
    "keystone:1, ",
    "kolla/keystone:1, "
  })
  void theAccountOfTheMostSpecificKeyIsTaken(String reference, String account) throws IOException {
    write(
        """
        {"auths": {
          "registry.example:5000": {"auth": "%s"},
          "registry.example:5000/kolla": {"auth": "%s"},
          "registry.example:5000/kolla/keystone": {"auth": "%s"},
          "https://index.docker.io/v1/": {"auth": "%s"},
          "http://legacy.example": {"auth": "%s"}}}
        """
            .formatted(
                encoded("of-registry:p"),
                encoded("of-namespace:p"),
                encoded("of-repository:p"),
                encoded("of-hub:p"),
                encoded("of-legacy:p")));

    assertThat(
            file.accountFor(new ImageReference(reference)).map(Credentials::username).orElse(null))
        .isEqualTo(account);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io", "index.docker.io", "registry-1.docker.io"})
  void dockerHubsAccountIsFoundByAnyOfItsNames(String key) throws IOException {
    write("{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(key, encoded("u:p")));

    assertThat(file.accountFor(new ImageReference("index.docker.io/kolla/x:1")))
        .contains(new Credentials("u", "p"));
  }

  @Test
  void aPasswordMayHoldColons() throws IOException {
    write(
        "{\"auths\": {\"registry.example:5000\": {\"auth\": \"%s\"}}}".formatted(encoded("u:a:b")));

    assertThat(file.accountFor(IMAGE)).contains(new Credentials("u", "a:b"));
  }

  @Test
  void aChangedFileCountsFromTheNextPullOn() throws IOException {
    write("{}");
    assertThat(file.accountFor(IMAGE)).isEmpty();

    write("{\"auths\": {\"registry.example:5000\": {\"auth\": \"%s\"}}}".formatted(encoded("u:p")));

    assertThat(file.accountFor(IMAGE)).contains(new Credentials("u", "p"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, no object",
        "[], no object",
        "{\"auths\": 5}, no object",
        "`{\"auths\": {\"hidden-secret\": hidden-secret}}`, no JSON at line 1",
        "`{\"auths\": {\"registry.example:5000\": {}}}`, registry.example:5000",
        "`{\"auths\": {\"registry.example:5000\": {\"auth\": \"hidden-secret\"}}}`, base64",
        "`{\"auths\": {\"registry.example:5000\": {\"auth\": \"aGlkZGVu\"}}}`, base64",
        "`{\"auths\": {\"registry.example:5000\": {\"auth\": \"OnA=\"}}}`, base64",
        "`{\"auths\": {\"registry.example:5000\": {\"auth\": \"dTpw\", \"identitytoken\": \"hidden-secret\"}}}`, identity token",
        "`{\"credHelpers\": {\"registry.example:5000\": \"pass\"}}`, credential helper"
      })
  void whatCannotBeUsedIsToldWithoutItsContent(String content, String told) throws IOException {
    write(content);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> file.accountFor(IMAGE))
        .withMessageContaining("cannot pull " + IMAGE)
        .withMessageContaining(path.toString())
        .withMessageContaining(told)
        .withNoCause()
        .satisfies(failure -> {
          assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNAUTHORIZED);
          assertThat(failure.getMessage()).doesNotContain("hidden");
          assertThat(failure.hint()).contains("podman login --authfile");
        });
  }

  @Test
  void aFileThatIsNotThereIsNoFileWithoutAccounts() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> file.accountFor(IMAGE))
        .withMessageContaining("there is no such file");
  }

  private void write(String content) throws IOException {
    Files.writeString(path, content);
  }

  private static String encoded(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
