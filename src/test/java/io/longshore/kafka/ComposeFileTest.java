package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ComposeFileTest {
  private static final Pattern TOPIC =
      Pattern.compile("(?m)^topic \"?(\\S+?)\"? --partitions (\\d+)((?: --config \\S+)+)$");
  private static final Pattern SETTING = Pattern.compile("--config ([^=]+)=(\\S+)");

  /// The file is read by people without Java, so it repeats what [TopicSpec] says.
  @Test
  void theComposeFileMakesTheTopicsThatAWorkerWouldMake() throws Exception {
    List<TopicSpec> wanted =
        new ArrayList<>(TopicSpec.ofHost(new HostName("HOST"), Retention.DEFAULT));
    wanted.addAll(TopicSpec.shared());

    assertThat(topicsOfComposeFile()).containsExactlyElementsOf(wanted);
  }

  @Test
  void everyPortIsBoundToLoopback() throws Exception {
    for (JsonNode service : composeFile().path("services")) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asString()).startsWith("127.0.0.1:");
      }
    }
  }

  private static List<TopicSpec> topicsOfComposeFile() throws Exception {
    String script =
        composeFile()
            .at("/services/topics/command/0")
            .asString()
            .replace("\\\n", " ")
            .replace("$$", "")
            .replaceAll(" +", " ");
    return TOPIC.matcher(script).results().map(ComposeFileTest::topic).toList();
  }

  private static TopicSpec topic(MatchResult line) {
    Map<String, String> settings = new TreeMap<>();
    SETTING
        .matcher(line.group(3))
        .results()
        .forEach(setting -> settings.put(setting.group(1), setting.group(2)));
    return new TopicSpec(line.group(1), Integer.parseInt(line.group(2)), new TreeMap<>(settings));
  }

  private static JsonNode composeFile() throws Exception {
    return new YAMLMapper().readTree(Files.readString(Path.of("docker-compose.yml")));
  }
}
