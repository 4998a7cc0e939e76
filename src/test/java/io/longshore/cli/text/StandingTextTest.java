package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.StandingText.Count;
import io.longshore.cli.text.StandingText.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingTextTest {
  private static final Duration A_WHILE = Duration.ofSeconds(12);

  @Test
  void oneCommandHasOneLine() {
    assertThat(lines(new Count(1, 0, 0), waiting("web01", "started"), 24, 80))
        .containsExactly("web01  started, 12 s");
  }

  @Test
  void severalHaveABarAndALineEachUntilTheyAreAnswered() {
    List<Waiting> waiting =
        List.of(
            new Waiting("web01", "queued", A_WHILE),
            new Waiting("database", "Copying blob 3 of 7", Duration.ofSeconds(125)));

    assertThat(lines(new Count(8, 6, 1), waiting, 24, 80))
        .containsExactly(
            "[==================      ] 6 of 8 answered, 1 did not succeed",
            "web01     queued, 12 s",
            "database  Copying blob 3 of 7, 2 min 5 s");
  }

  @Test
  void moreThanAScreenHoldsAreCountedAndNamedInPart() {
    List<Waiting> waiting =
        IntStream.rangeClosed(1, 23)
            .mapToObj(each -> new Waiting("web" + each, "sent", A_WHILE))
            .toList();

    assertThat(lines(new Count(100, 77, 0), waiting, 24, 80))
        .containsExactly(
            "[==================      ] 77 of 100 answered",
            "waiting for web1, web2, web3, web4, web5 and 18 more");
    assertThat(lines(new Count(100, 78, 0), waiting.subList(0, 22), 24, 80)).hasSize(23);
  }

  @Test
  void noLineIsWiderThanTheTerminalOrDrivesIt() {
    assertThat(lines(new Count(2, 0, 0), waiting("web01", "\u001b[2J" + "x".repeat(200)), 24, 40))
        .allMatch(line -> line.length() < 40)
        .noneMatch(line -> line.contains("\u001b"));
  }

  private static List<Waiting> waiting(String host, String state) {
    return List.of(new Waiting(host, state, A_WHILE));
  }

  private static List<String> lines(Count count, List<Waiting> waiting, int rows, int columns) {
    return StandingText.of(count, waiting, rows, columns);
  }
}
