package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Event.Stream;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveTextTest {
  private final LiveText live = new LiveText("web01 ");

  @Test
  void linesAreToldWhenTheyAreWhole() {
    assertThat(live.of(output(Stream.STDOUT, 0, "one\ntw"))).containsExactly("web01 | one");
    assertThat(live.of(output(Stream.STDERR, 0, "oh\n"))).containsExactly("web01 ! oh");
    assertThat(live.of(output(Stream.STDOUT, 6, "o\n\n")))
        .containsExactly("web01 | two", "web01 | ");
    assertThat(live.of(output(Stream.STDOUT, 9, "no end"))).isEmpty();
    assertThat(live.rest(report("one\ntwo\n\nno end", "oh\n"))).containsExactly("web01 | no end");
  }

  @Test
  void aLineThatDoesNotEndIsNotWaitedForForEver() {
    assertThat(live.of(output(Stream.STDOUT, 0, "x".repeat(5000)))).hasSize(1);
  }

  @Test
  void noneCanDriveTheTerminal() {
    assertThat(live.of(output(Stream.STDOUT, 0, "\u001b[2Jgone\r\n")))
        .containsExactly("web01 | \\u001b[2Jgone");
  }

  @Test
  void whatAnotherAttemptTellsAgainIsPassedOver() {
    live.of(output(Stream.STDOUT, 0, "på väg\n"));
    assertThat(live.of(output(Stream.STDOUT, 0, "på"))).isEmpty();
    assertThat(live.of(output(Stream.STDOUT, 3, " väg\nframme\n")))
        .containsExactly("web01 | framme");
  }

  @Test
  void whatIsMissingIsSaid() {
    live.of(output(Stream.STDOUT, 0, "one\n"));
    assertThat(live.of(output(Stream.STDOUT, 104, "more\n")))
        .containsExactly("web01 | [… 100 bytes left out …]", "web01 | more");
  }

  @Test
  void withoutLiveOutputTheResultTellsAll() {
    assertThat(live.rest(report("one\n", "oh"))).containsExactly("web01 | one", "web01 ! oh");
    assertThat(new LiveText("").rest(Report.NOTHING)).isEmpty();
  }

  @Test
  void ofALongOutputTheResultAddsWhatWasNotTold() {
    String kept = "head\n[… 1000 bytes left out …]\ntail\n";
    Report report = report(kept, "", 4 + 1000 + 5);

    assertThat(new LiveText("").rest(report))
        .containsExactly("| head", "| [… 1000 bytes left out …]", "| tail");
    live.of(output(Stream.STDOUT, 0, "head"));
    live.of(output(Stream.STDOUT, 4, "x".repeat(99) + "\n"));
    assertThat(live.rest(report))
        .containsExactly("web01 | [… 900 bytes left out …]", "web01 | tail");
  }

  @Test
  void ofALongOutputThatWasToldToItsTailOnlyTheRestOfThatIsAdded() {
    live.of(output(Stream.STDOUT, 0, "x".repeat(1003) + "\nta"));

    assertThat(live.rest(report("xxxx\n[… 1000 bytes left out …]\ntail\n", "", 1009)))
        .containsExactly("web01 | tail");
  }

  @Test
  void whereItCannotBeToldWhatIsMissingAllIsTold() {
    live.of(output(Stream.STDOUT, 0, "\uFFFD\n"));

    assertThat(live.rest(report("\uFFFD\n[… 7 bytes left out …]\nz", "", 50)))
        .containsExactly("web01 | \uFFFD", "web01 | [… 7 bytes left out …]", "web01 | z");
  }

  @Test
  void aNumberThatAProcessMadeUpIsNoFault() {
    String written = "\n[… " + "9".repeat(20) + " bytes left out …]\n";

    assertThat(live.rest(report(written, "", 500_000)))
        .contains("web01 | [… " + "9".repeat(20) + " bytes left out …]");
  }

  private static Event.Output output(Stream stream, long offset, String text) {
    return new Event.Output(Results.header(), stream, text, offset);
  }

  private static Report report(@Nullable String stdout, @Nullable String stderr) {
    return new Report(true, false, 0, stdout, stderr, List.of(), List.of(), List.of());
  }

  private static Report report(String stdout, String stderr, long total) {
    OutputTotals.Total whole = new OutputTotals.Total(total, "0".repeat(64), true);
    OutputTotals.Total nothing = new OutputTotals.Total(0, "0".repeat(64), false);
    return report(stdout, stderr).withTotals(new OutputTotals(whole, nothing, true));
  }
}
