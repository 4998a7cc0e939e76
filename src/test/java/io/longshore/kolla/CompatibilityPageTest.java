package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds `docs/kolla-compatibility.md` to the code: what it names is there, and nothing is left
/// out.
class CompatibilityPageTest {
  private static final Path PAGE = Path.of("docs/kolla-compatibility.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`");
  private static final Pattern CASE = Pattern.compile("`([a-z_]+-(?:more-)?\\d+)`");
  private static final Pattern DEVIATION = Pattern.compile("(?m)^\\| D(\\d\\d) \\|.*$");
  private static final Set<Integer> NOT_IN_USE = Set.of(31, 32, 33);

  @Test
  void everyDeviationHasOneRowInOrder() throws IOException {
    List<Integer> rows =
        DEVIATION.matcher(page()).results().map(row -> Integer.valueOf(row.group(1))).toList();

    assertThat(rows)
        .isEqualTo(
            IntStream.rangeClosed(1, 96)
                .boxed()
                .filter(number -> !NOT_IN_USE.contains(number))
                .toList())
        .hasSize(93);
  }

  @Test
  void everyDeviationHasATest() throws IOException {
    assertThat(DEVIATION.matcher(page()).results().map(MatchResult::group))
        .allMatch(row -> TEST.matcher(row).find() || CASE.matcher(row).find());
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, String> sources = sources();
    Set<String> missing = new TreeSet<>();
    TEST.matcher(page())
        .results()
        .filter(named ->
            !sources.getOrDefault(named.group(1), "").contains(" void " + named.group(2) + "("))
        .forEach(named -> missing.add(named.group()));

    assertThat(missing).isEmpty();
  }

  @Test
  void everyCaseThatIsNamedIsThere() throws IOException {
    Set<String> cases =
        KollaCases.keptHere().stream().map(KollaCase::id).collect(Collectors.toSet());

    assertThat(CASE.matcher(page()).results().map(named -> named.group(1)).toList())
        .isNotEmpty()
        .allMatch(cases::contains);
  }

  @Test
  void noTwoCasesHaveOneName() {
    assertThat(KollaCases.keptHere()).extracting(KollaCase::id).doesNotHaveDuplicates();
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  CompatibilityPageTest::read,
                  String::concat));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
