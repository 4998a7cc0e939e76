package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.client.Outgoing;
import io.longshore.event.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DraftOptionsTest {
  private static final Instant NOW = Typed.NOW;

  @Test
  void flagsBecomeACommandThatAWorkerAccepts() {
    ObjectNode payload =
        payload(
            "{}",
            "--host",
            "web01",
            "start_container",
            "--name",
            "nginx",
            "--image",
            "docker.io/library/nginx:1.29",
            "-p",
            "restart_policy=no",
            "-p",
            "volumes:=[\"data:/data\"]",
            "-e",
            "A=1",
            "-e",
            "B=x=y",
            "--check",
            "--not-after",
            "10m",
            "--timeout",
            "90s",
            "--correlation-id",
            "T-1");

    assertThat(payload.toString())
        .isEqualTo(
            """
            {"id":"new-id","host":"web01","action":"start_container","parameters":{"name":"nginx",\
            "image":"docker.io/library/nginx:1.29","restart_policy":"no","volumes":["data:/data"],\
            "environment":{"A":"1","B":"x=y"}},"notAfter":"2026-11-22T21:10:00Z","timeout":"PT1M30S",\
            "issuer":"alice@desk","correlationId":"T-1","checkMode":true}\
            """);
    assertThat(DraftOptions.outgoing(payload, NOW).fault(NOW)).map(Failure::message).isEmpty();
  }

  @Test
  void anInstantWithAnOffsetIsADeadlineToo() {
    assertThat(
            payload("{}", "--not-after", "2026-11-22T23:00:00+01:00").path("notAfter").asString())
        .isEqualTo("2026-11-22T22:00:00Z");
  }

  @Test
  void flagsWinOverAFileAndLeaveTheRestOfItAlone() {
    ObjectNode payload =
        payload(
            """
            {"id": "from-file", "host": "web01", "action": "start_container", "issuer": "scheduler",
             "parameters": {"name": "nginx", "image": "old", "environment": {"A": "1", "B": "2"}, "labels": {"x": "y"}}}\
            """,
            "--host",
            "web02",
            "--image",
            "new",
            "-e",
            "B=3");

    assertThat(payload)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"id": "from-file", "host": "web02", "action": "start_container", "issuer": "scheduler",
                     "parameters": {"name": "nginx", "image": "new", "environment": {"A": "1", "B": "3"}, "labels": {"x": "y"}}}\
                    """));
  }

  @Test
  void variablesKeepTheirOrder() {
    List<String> words = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 20; i > 0; i--) {
      names.add("V" + i);
      Collections.addAll(words, "-e", "V" + i + "=x");
    }

    assertThat(
            payload("{}", words.toArray(String[]::new))
                .at("/parameters/environment")
                .propertyNames())
        .containsExactlyElementsOf(names);
  }

  @Test
  void variablesAreAddedToThoseThatAFileGivesAsAText() {
    assertThat(
            payload("{\"parameters\": {\"environment\": \"A=1,B=2\"}}", "-e", "B=3")
                .at("/parameters/environment"))
        .hasToString("{\"A\":\"1\",\"B\":\"3\"}");
  }

  @Test
  void theKeyNamesTheContainerOfCommonOptionsThatAreAText() {
    ObjectNode payload =
        payload(
            "{\"parameters\": {\"common_options\": \"name=web\"}}",
            "--host",
            "h",
            "stop_container");

    assertThat(DraftOptions.outgoing(payload, NOW).message().key()).isEqualTo("container/web");
  }

  @Test
  void theKeyAndHeadersAreTheCommands() {
    Outgoing outgoing =
        DraftOptions.outgoing(
            payload("{}", "--host", "web01", "create_volume", "--name", "data"), NOW);

    assertThat(outgoing.message().key()).isEqualTo("volume/data");
    assertThat(outgoing.message().headers())
        .containsAllEntriesOf(
            Map.of("ce_id", "new-id", "ce_source", "/longshore/send", "ce_subject", "volume/data"));
  }

  private static ObjectNode payload(String file, String... words) {
    DraftOptions options = new DraftOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("draft", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .parseArgs(words);
    return options.payload(
        (ObjectNode) JsonMapper.shared().readTree(file), null, "new-id", "alice@desk", NOW);
  }
}
