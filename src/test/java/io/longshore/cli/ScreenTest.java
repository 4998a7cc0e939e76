package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String UP_TWO = "\u001b[2A\u001b[J";

  private final StringWriter terminal = new StringWriter();
  private final PrintWriter printer = new PrintWriter(terminal);

  @Test
  void whatIsPrintedForGoodStandsAboveWhatIsDrawnAnew() {
    Screen screen = new Screen(printer, printer, () -> new Size(80, 24), () -> {});
    screen.show(List.of("a", "b"));
    screen.show(List.of("a", "b"));
    screen.print(List.of("result"));
    screen.note("note");
    screen.show(List.of("c"));
    screen.close();

    assertThat(terminal.toString().lines())
        .containsExactly(
            "a",
            "b",
            UP_TWO + "result",
            "a",
            "b",
            UP_TWO + "note",
            "a",
            "b",
            UP_TWO + "c",
            "\u001b[1A\u001b[J");
  }

  @Test
  void aTerminalThatHasBecomeTooSmallIsTakenForTheSmallest() {
    try (Screen screen = new Screen(printer, printer, () -> new Size(1, 1), () -> {})) {
      assertThat(screen.size()).contains(new Size(20, 4));
    }
  }

  @Test
  void whereNothingCanBeDrawnThereAreOnlyPlainLines() {
    try (Screen screen = Screen.plain(printer, printer)) {
      assertThat(screen.size()).isEmpty();
      screen.print(List.of("result"));
      screen.note("note");
    }

    assertThat(terminal.toString().lines()).containsExactly("result", "note");
  }
}
