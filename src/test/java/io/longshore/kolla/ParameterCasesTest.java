package io.longshore.kolla;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParameterCasesTest {
  @TestFactory
  List<DynamicTest> parametersAreReadAsTheReferenceMeansThem() {
    return cases().stream()
        .filter(ParameterCases::decides)
        .map(line ->
            DynamicTest.dynamicTest(
                line.path("id").stringValue(), () -> ParameterCases.check(line)))
        .toList();
  }

  private static List<JsonNode> cases() {
    try (InputStream lines =
        Objects.requireNonNull(
            ParameterCasesTest.class.getResourceAsStream("/kolla-cases.jsonl"))) {
      JsonMapper mapper = JsonMapper.builder().build();
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(mapper::readTree)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
