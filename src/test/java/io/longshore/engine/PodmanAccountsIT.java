package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedImage;
import io.longshore.testhost.Registries;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose account a pull is made with, on both generations of Podman: the command's, that of the
/// worker's file, or one that Podman has of its own.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
class PodmanAccountsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OWN_FILE = "/run/containers/0/auth.json";

  @Parameter String hostName = "";
  @TempDir private Path directory;
  private TestHost host;
  private Registries registries;
  private Path file;
  private ContainerEngine engine;
  private ImageReference image;

  @BeforeEach
  void open() {
    host = TestFleet.shared().host(hostName);
    registries = TestFleet.shared().registries();
    image = new ImageReference(registries.httpPassword() + "/demo/web:2");
    file = directory.resolve("auth.json");
    engine = new PodmanEngine(PodmanSettings.of(host.podmanSocket()).withAuthFile(file));
  }

  @AfterEach
  void close() {
    engine.close();
    host.exec("sh", "-c", "rm -f " + OWN_FILE + "; podman rmi -f " + image);
  }

  @Test
  void theFilesAccountServesACommandThatBringsNone() throws IOException {
    write(account(registries.httpPassword(), registries.password()));

    assertPulls(null);
  }

  @Test
  void theMostSpecificAccountOfTheFileCounts() throws IOException {
    write(
        account(registries.httpPassword(), "wr~ong")
            + ","
            + account(registries.httpPassword() + "/demo/web", registries.password())
            + ","
            + account(registries.httpPassword() + "/demo", "wr~ong"));

    assertPulls(null);
  }

  @Test
  void theCommandsOwnAccountComesBeforeTheFiles() throws IOException {
    write(account(registries.httpPassword(), "wr~ong"));
    assertPulls(new Credentials(registries.user(), registries.password()));

    write(account(registries.httpPassword(), registries.password()));
    assertUnauthorized(new Credentials(registries.user(), "wr~ong"));
  }

  @Test
  void podmansOwnAccountServesWhereTheFileHasNone() throws IOException {
    podmanHas(registries.password());
    write(account("elsewhere.example", "wr~ong"));

    assertPulls(null);
  }

  @Test
  void theFilesAccountComesBeforePodmansOwn() throws IOException {
    podmanHas(registries.password());
    write(account(registries.httpPassword(), "wr~ong"));

    assertUnauthorized(null);
  }

  @Test
  void aChangedPasswordCountsFromTheNextPullOn() throws IOException {
    write(account(registries.httpPassword(), "wr~ong"));
    assertUnauthorized(null);

    write(account(registries.httpPassword(), registries.password()));
    assertPulls(null);
  }

  @Test
  void aFileThatCannotBeReadFailsThePullAndSaysWhichFile() {
    podmanHas(registries.password());

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.images().pull(ImageRequest.of(image), _ -> {}, LIMIT))
        .withMessageEndingWith("cannot be read from " + file + ": there is no such file")
        .satisfies(
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNAUTHORIZED));
  }

  private void assertPulls(@Nullable Credentials credentials) {
    ImageRequest request = new ImageRequest(image, credentials, null);

    String id = engine.images().pull(request, _ -> {}, LIMIT);

    ObservedImage found = engine.images().find(image).orElseThrow();
    assertThat(found.id()).isEqualTo(id);
    assertThat(engine.images().remove(image, found)).isTrue();
  }

  private void assertUnauthorized(@Nullable Credentials credentials) {
    ImageRequest request = new ImageRequest(image, credentials, null);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.images().pull(request, _ -> {}, LIMIT))
        .satisfies(failure -> {
          assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNAUTHORIZED);
          assertThat(failure + failure.hint() + failure.engineWords()).doesNotContain("wr~ong");
        });
  }

  private void podmanHas(String password) {
    String content = "{\"auths\":{" + account(registries.httpPassword(), password) + "}}";
    host.exec("sh", "-c", "mkdir -p /run/containers/0 && printf %s '" + content + "' >" + OWN_FILE)
        .orThrow();
  }

  private void write(String accounts) throws IOException {
    Files.writeString(file, "{\"auths\":{" + accounts + "}}");
  }

  private String account(String key, String password) {
    byte[] pair = (registries.user() + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "\"%s\":{\"auth\":\"%s\"}".formatted(key, Base64.getEncoder().encodeToString(pair));
  }
}
