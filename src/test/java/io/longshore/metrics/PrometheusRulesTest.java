package io.longshore.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds `ops/prometheus-rules.yml` to the page of the metrics, and to what Prometheus reads.
class PrometheusRulesTest {
  private static final Path RULES = Path.of("ops", "prometheus-rules.yml");
  private static final Pattern NAMED = Pattern.compile("\\b((?:longshore|jvm|process)_[a-z_]+)");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^\\| `((?:longshore|jvm|process)_[a-z_]+)");

  @Test
  void everyMetricThatARuleNamesIsOnThePage() throws IOException {
    Set<String> listed = names(LISTED, Files.readString(Path.of("docs", "metrics.md")));

    assertThat(names(NAMED, Files.readString(RULES))).isNotEmpty().isSubsetOf(listed);
  }

  @Test
  void everyRuleHasWhatPrometheusReadsAndSaysWhatToDo() {
    List<JsonNode> rules = rules();

    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      assertThat(rule.path("expr").asString("")).as("expr of %s", rule).isNotBlank();
      assertThat(rule.at("/labels/severity").asString("")).isIn("warning", "critical");
      assertThat(rule.at("/annotations/summary").asString("")).contains("{{ $labels.instance }}");
      assertThat(rule.at("/annotations/description").asString("")).endsWith(".");
    }
  }

  @Test
  void noTwoRulesHaveOneName() {
    List<String> names = rules().stream().map(rule -> rule.path("alert").asString("")).toList();

    assertThat(names).doesNotContain("").doesNotHaveDuplicates();
  }

  private static List<JsonNode> rules() {
    return YAMLMapper.shared()
        .readTree(RULES.toFile())
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
