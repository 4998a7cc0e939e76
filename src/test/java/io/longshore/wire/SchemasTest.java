package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class SchemasTest {
  private static final Path SCHEMAS = Path.of("schemas");

  @TestFactory
  List<DynamicTest> acceptedCommandsFitTheSchema() {
    return Golden.all("commands/accepted").stream()
        .map(golden ->
            DynamicTest.dynamicTest(
                golden.name(),
                () -> assertThat(MessageSchema.command().check(golden.payload())).isEmpty()))
        .toList();
  }

  @Test
  void theSchemaKnowsEveryActionAndParameter() throws IOException {
    JsonNode schema = json("command.schema.json");
    assertThat(texts(schema.at("/properties/action/enum")))
        .isEqualTo(names(Arrays.stream(Action.values()).map(Action::wireName).toList()));
    Set<String> parameters =
        new TreeSet<>(schema.at("/properties/parameters/properties").propertyNames());
    assertThat(new TreeSet<>(schema.at("/$defs/commonOptions/properties").propertyNames()))
        .isEqualTo(new TreeSet<>(KollaParameters.names()));
    assertThat(parameters)
        .containsAll(KollaParameters.names())
        .hasSize(KollaParameters.names().size() + 2);
  }

  @Test
  void theSchemaKnowsEveryOutcomeAndKindOfFailureAndEvent() throws IOException {
    JsonNode schema = json("event.schema.json");
    assertThat(texts(schema.at("/$defs/finished/properties/outcome/enum")))
        .isEqualTo(names(Arrays.stream(Outcome.values()).map(Outcome::wireName).toList()));
    assertThat(texts(schema.at("/$defs/failure/properties/kind/enum")))
        .isEqualTo(names(Arrays.stream(FailureKind.values()).map(FailureKind::wireName).toList()));
    assertThat(schema.path("oneOf").size()).isEqualTo(EventType.values().length);
    for (EventType type : EventType.values()) {
      assertThat(schema.at("/$defs/" + type.wireName() + "/properties/event/const").asString())
          .isEqualTo(type.wireName());
    }
  }

  private static JsonNode json(String name) throws IOException {
    return Golden.MAPPER.readTree(Files.readString(SCHEMAS.resolve(name)));
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(List<String> names) {
    return new TreeSet<>(names);
  }
}
