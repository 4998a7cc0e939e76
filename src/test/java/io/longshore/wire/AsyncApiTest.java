package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.kafka.LedgerHeaders;
import io.longshore.kafka.Topics;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What `schemas/asyncapi.yaml` tells others is what the code does.
class AsyncApiTest {
  private static final Path SCHEMAS = Path.of("schemas");

  private final JsonNode document =
      YAMLMapper.shared().readTree(SCHEMAS.resolve("asyncapi.yaml").toFile());

  @Test
  void itNamesEveryTopic() {
    HostName host = new HostName("web1");
    Map<String, String> topics = new TreeMap<>();
    document
        .path("channels")
        .forEachEntry((name, channel) ->
            topics.put(name, channel.path("address").stringValue().replace("{host}", "web1")));

    assertThat(topics)
        .isEqualTo(
            Map.of(
                "commands",
                Topics.commands(host),
                "results",
                Topics.results(host),
                "workers",
                Topics.WORKERS,
                "rollouts",
                Topics.ROLLOUTS));
  }

  @Test
  void itNamesEveryMessage() {
    Set<String> names =
        document
            .at("/components/messages")
            .valueStream()
            .map(message -> message.path("name").stringValue())
            .collect(Collectors.toSet());
    List<String> events = Arrays.stream(EventType.values()).map(EventType::cloudEventType).toList();

    assertThat(names).contains(CloudEventHeaders.COMMAND_TYPE).containsAll(events);
    assertThat(names).hasSize(events.size() + 3);
  }

  @Test
  void itNamesEveryHeader() {
    assertThat(headers("cloudEvent"))
        .isEqualTo(
            with(
                CloudEventHeaders.of("", "", "", "", "").keySet().stream(),
                // Senders that trace give it; nothing here reads it.
                "traceparent"));
    assertThat(headers("follow")).isEqualTo(Set.of(CloudEventHeaders.FOLLOW));
    assertThat(headers("chain")).isEqualTo(Set.of(LedgerHeaders.PREVIOUS, LedgerHeaders.OWN));
    assertThat(with(headers("ledger").stream(), LedgerHeaders.PREVIOUS, LedgerHeaders.OWN))
        .isEqualTo(new TreeSet<>(publicTexts(LedgerHeaders.class)));
  }

  private Set<String> headers(String trait) {
    return new TreeSet<>(
        document.at("/components/messageTraits/" + trait + "/headers/properties").propertyNames());
  }

  private static Set<String> with(Stream<String> some, String... more) {
    return Stream.concat(some, Stream.of(more)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> publicTexts(Class<?> names) {
    return Arrays.stream(names.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(field -> {
          try {
            return (String) field.get(null);
          } catch (IllegalAccessException e) {
            throw new AssertionError(field.getName(), e);
          }
        })
        .toList();
  }

  @Test
  void itsReferencesLeadSomewhere() throws IOException {
    List<String> references = new ArrayList<>();
    gatherReferences(document, references);

    for (String reference : references) {
      String[] parts = reference.split("#", 2);
      JsonNode target =
          parts[0].isEmpty()
              ? document
              : JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve(parts[0])));
      assertThat(target.at(parts.length < 2 ? "" : parts[1]).isMissingNode())
          .as(reference)
          .isFalse();
    }
    assertThat(references).hasSizeGreaterThan(20);
  }

  private static void gatherReferences(JsonNode node, List<String> references) {
    if (node.path("$ref").isString()) {
      references.add(node.path("$ref").stringValue());
    }
    node.forEach(child -> gatherReferences(child, references));
  }
}
