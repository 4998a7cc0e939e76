package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.command.ContainerName;
import io.longshore.command.VolumeName;
import io.longshore.engine.EngineException;
import io.longshore.plan.ObservedVolume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RemovalTest {
  private static final ContainerName WEB = new ContainerName("web-1");
  private static final VolumeName DATA = new VolumeName("data");

  @TempDir private Path directory;
  private ScriptedPodman podman;
  private final Map<String, Said> script = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> whole = new CopyOnWriteArrayList<>();

  private record Said(int status, String document) {}

  @BeforeEach
  void open() throws IOException {
    podman = new ScriptedPodman(directory, Duration.ofSeconds(30), this::answer);
  }

  @AfterEach
  void close() throws IOException {
    podman.close();
  }

  private void answer(String request, OutputStream answer) throws IOException {
    String path = request.replaceFirst("[?].*", "");
    asked.add(path);
    whole.add(request);
    Said said = script.getOrDefault(path, new Said(404, error("no such thing", 404)));
    ScriptedPodman.json(answer, said.status(), said.document());
  }

  private static String error(String cause, int status) {
    return "{\"cause\":\"%s\",\"message\":\"%s\",\"response\":%d}".formatted(cause, cause, status);
  }

  private void say(String request, int status, String document) {
    script.put(request, new Said(status, document));
  }

  private PodmanContainers containers() {
    return new PodmanContainers(podman.http(), podman.settings());
  }

  /// Of a removal whose unmounting fails, the container is gone all the same.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "500, `{\"cause\":\"device busy\",\"message\":\"device busy\",\"response\":500}`",
        "200, `[{\"Id\":\"c0ffee\",\"Err\":\"device busy\"}]`"
      })
  void aRemovalThatTellsAnErrorCountsByWhatIsLeft(int status, String document) {
    say("DELETE /containers/web-1", status, document);
    say("GET /containers/web-1/json", 404, error("no such container", 404));
    assertThat(containers().remove(WEB)).isTrue();

    say("GET /containers/web-1/json", 200, "{\"Id\":\"c0ffee\",\"Name\":\"web-1\"}");
    assertThatThrownBy(() -> containers().remove(WEB))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("device busy");
  }

  @Test
  void onlyARemovalByForceSaysSoAndHowLongAProcessMayTake() {
    say("DELETE /containers/web-1", 200, "[]");

    assertThat(containers().remove(WEB)).isTrue();
    assertThat(containers().removeByForce(WEB, Duration.ofSeconds(7))).isTrue();

    assertThat(whole)
        .containsExactly(
            "DELETE /containers/web-1?volumes=true",
            "DELETE /containers/web-1?volumes=true&force=true&timeout=7");
  }

  @Test
  void aNameThatOnlyBeginsSeveralIdsIsNoContainers() {
    String several = "more than one result for container \\\"a\\\": container already exists";
    say("GET /containers/a/json", 500, error(several, 500));

    assertThat(containers().find(new ContainerName("a"))).isEmpty();
  }

  @Test
  void aVolumeThatIsGoneByThenTakesNoOtherAlongWhoseNameBeginsSo() {
    PodmanVolumes volumes = new PodmanVolumes(podman.http());
    say("DELETE /volumes/data", 204, "");
    say("GET /volumes/data/json", 200, "{\"Name\":\"data\",\"Driver\":\"local\"}");
    ObservedVolume seen = volumes.find(DATA).orElseThrow();
    assertThat(volumes.remove(seen)).isTrue();

    asked.clear();
    say("GET /volumes/data/json", 200, "{\"Name\":\"data_long\",\"Driver\":\"local\"}");
    assertThat(volumes.remove(seen)).isFalse();
    assertThat(asked).containsExactly("GET /volumes/data/json");
  }
}
