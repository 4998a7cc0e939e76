package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  @ParameterizedTest
  @CsvSource({
    "500, image not known, nope: image not known, IMAGE_NOT_FOUND",
    "404, image not known, no such image: nope: image not known, IMAGE_NOT_FOUND",
    "404, no such container, no container with name or ID \"c\" found: no such container, CONTAINER_NOT_FOUND",
    "404, no such container, no container with ID or name \"c\" found: no such container, CONTAINER_NOT_FOUND",
    "409, volume is being used, volume v1 is being used by the following container(s), IN_USE",
    "500, no space left on device, mkdir /var/lib/containers: no space left on device, DISK_FULL",
    "500, database is locked, database is locked, ENGINE",
    "404, database is locked, database is locked, ENGINE"
  })
  void theCauseTellsWhatARefusalMeansWhateverTheStatus(
      int status, String cause, String message, FailureKind kind) {
    EngineException failure = new Refusal(status, cause, message).toException("do it");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage("Podman cannot do it: " + message);
    assertThat(failure.engineWords()).isEqualTo(message);
  }

  @Test
  void whatTheReferenceDoesNotExpectIsToldInItsWords() {
    EngineException failure = new Refusal(500, "x", "boom").toInternalError("do it");

    assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE);
    assertThat(failure).hasMessage("Internal error: boom (Podman cannot do it)");
    assertThat(failure.engineWords()).isEqualTo("boom");
  }

  @Test
  void libpodsOwnErrorsAreRead() {
    assertThat(read("{\"cause\":\"no such volume\",\"message\":\"no volume\",\"response\":404}\n"))
        .isEqualTo(new Refusal(404, "no such volume", "no volume"));
  }

  @ParameterizedTest
  @CsvSource({"Not Found", "'{\"other\":1}'", "''"})
  void whatIsNoErrorOfLibpodIsShownAsItIs(String body) {
    assertThat(read(body)).isEqualTo(new Refusal(404, body, body));
  }

  @Test
  void wordsWithoutEndAreCut() {
    assertThat(new Refusal(500, "", "x".repeat(10_000)).words()).hasSize(2000).endsWith("…");
  }

  private static Refusal read(String body) {
    return Refusal.read(404, body.getBytes(StandardCharsets.UTF_8));
  }
}
