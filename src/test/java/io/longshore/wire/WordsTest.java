package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.text.Nearest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class WordsTest {
  /// The expected texts were printed by Python's `str`.
  @ParameterizedTest
  @CsvSource({
    "1.5,1.5",
    "1.0,1.0",
    "0.1,0.1",
    "-0.0,-0.0",
    "0.0,0.0",
    "100000.0,100000.0",
    "1e15,1000000000000000.0",
    "1e16,1e+16",
    "1.5e300,1.5e+300",
    "0.0001,0.0001",
    "0.00001,1e-05",
    "-1.25e-7,-1.25e-07",
    "123456789.123,123456789.123",
    "1e400,inf"
  })
  void numbersBecomeThePythonTextsThatContainersWereMadeWith(String json, String python) {
    JsonNode number = JsonNodeFactory.instance.numberNode(Double.parseDouble(json));
    assertThat(PythonText.of(number)).isEqualTo(python);
  }

  @Test
  void aNumberBeyondAllDoublesIsInfinite() {
    JsonNode exact = JsonNodeFactory.instance.numberNode(new BigDecimal("-1e400"));
    assertThat(PythonText.of(exact)).isEqualTo("-inf");
  }

  @Test
  void theWordThatWasMeantIsFound() {
    List<String> known =
        List.of(
            "restart_policy", "restart_retries", "name", "volumes", "volumes_from", "parameters");
    assertThat(Nearest.of("restart_polcy", known)).contains("restart_policy");
    assertThat(Nearest.of("volume", known)).contains("volumes");
    assertThat(Nearest.of("Name", known)).contains("name");
    assertThat(Nearest.of("params", known)).contains("parameters");
    assertThat(Nearest.of("colour", known)).isEmpty();
    assertThat(Nearest.of("x".repeat(1000), known)).isEmpty();
  }
}
