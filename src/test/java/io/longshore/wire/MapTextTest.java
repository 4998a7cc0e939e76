package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MapTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"b\": {\"c\": null}} | {\"a\":1,\"b\":{\"c\":null}}",
        "` {} `                       | {}",
        "a=1                          | {\"a\":\"1\"}",
        "a=1,b=2 c=3, d=4             | {\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\"}",
        "a=b=c                        | {\"a\":\"b=c\"}",
        "a=                           | {\"a\":\"\"}",
        "a='1, 2' b=\"it's\"          | {\"a\":\"1, 2\",\"b\":\"it's\"}",
        "a=1\\,2,b=\\\\               | {\"a\":\"1,2\",\"b\":\"\\\\\"}"
      })
  void aTextStandsForTheMapThatAnsibleReadsInIt(String text, String map) {
    assertThat(MapText.read(text).map(JsonNode::toString)).hasValue(map);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "a=1 b",
        "{\"a\": 1",
        "{'a': 1}",
        "{\"a\":1,\"a\":2}",
        "a=1,a=2",
        "a='1"
      })
  void anyOtherTextIsNoMap(String text) {
    assertThat(MapText.read(text)).isEmpty();
  }
}
