package io.longshore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contract.SchemaGrowth.Elder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaGrowthTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string", "pattern": "^a"},
        "rc": {"type": ["integer", "null"]},
        "outcome": {"enum": ["good", "bad"]}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "rc": {"type": ["integer", "null"]},| | WRITES | /properties/rc is gone
          "rc": {"type": ["integer", "null"]},| | READS | /properties/rc is gone
          ["integer", "null"]| "integer" | WRITES | /properties/rc/type was
          ["integer", "null"]| ["integer", "null", "string"] | READS | /properties/rc/type was
          ["good", "bad"]| ["good"] | WRITES | /properties/outcome/enum was
          ["good", "bad"]| ["good"] | READS | /properties/outcome/enum was
          "required": ["id"]| "required": ["id", "rc"] | WRITES | /required was
          "required": ["id"]| "required": [] | READS | /required was
          "^a"| "^b" | READS | /properties/id/pattern was
          """)
  void whatBreaksThoseWhoKeepToTheOldIsNamed(
      String part, @Nullable String instead, Elder elder, String breach) {
    String now = SCHEMA.replace(part, instead == null ? "" : instead);

    assertThat(breaches(now, elder)).singleElement().asString().startsWith(breach);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "rc":| "more": {"type": "string"}, "rc": | WRITES
          "rc":| "more": {"type": "string"}, "rc": | READS
          ["integer", "null"]| ["integer", "null", "string"] | WRITES
          ["integer", "null"]| "integer" | READS
          ["good", "bad"]| ["good", "bad", "ugly"] | WRITES
          ["good", "bad"]| ["good", "bad", "ugly"] | READS
          "required": ["id"]| "required": [] | WRITES
          "required": ["id"]| "required": ["id", "rc"] | READS
          """)
  void whatGrowsWithoutHarmIsAllowed(String part, String instead, Elder elder) {
    assertThat(breaches(SCHEMA.replace(part, instead), elder)).isEmpty();
  }

  @Test
  void theSameIsTheSame() {
    assertThat(breaches(SCHEMA, Elder.WRITES)).isEmpty();
  }

  private static List<String> breaches(String now, Elder elder) {
    return SchemaGrowth.breaches(tree(SCHEMA), tree(now), elder);
  }

  private static JsonNode tree(String json) {
    return JsonMapper.shared().readTree(json);
  }
}
