package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TerminalTextTest {
  @Test
  void escapeSequencesAreShownInsteadOfObeyed() {
    assertThat(TerminalText.line("\u001b]0;title\u0007 \u001b[31mred\u009b0m"))
        .isEqualTo("\\u001b]0;title\\u0007 \\u001b[31mred\\u009b0m");
  }

  @Test
  void aLineBreakCannotForgeALine() {
    assertThat(TerminalText.line("done\r\nroot: all is well\u2028x"))
        .isEqualTo("done\\r\\nroot: all is well\\u2028x");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x08, 0x0b, 0x7f, 0x85, 0x9b, 0xad, 0x200b, 0x200e, 0x202e, 0x2066, 0xfeff, 0xd800,
        0xe0001
      })
  void whatIsInvisibleOrTurnsTextAroundIsShown(int character) {
    assertThat(TerminalText.line("a" + Character.toString(character) + "b"))
        .matches("a(\\\\u[0-9a-f]{4})+b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "grüße 日本語 🐳", "C:\\u001b"})
  void ordinaryTextStaysAsItIs(String text) {
    assertThat(TerminalText.line(text)).isEqualTo(text);
    assertThat(TerminalText.json(text)).isEqualTo(text);
  }

  @Test
  void outputKeepsItsLinesAndTabs() {
    assertThat(TerminalText.lines("a\tb\r\n\nlast\n")).containsExactly("a\tb", "", "last");
    assertThat(TerminalText.lines("10%\r20%")).containsExactly("10%\\r20%");
    assertThat(TerminalText.lines("")).isEmpty();
  }

  @Test
  void aLongTextIsCutWithAMark() {
    assertThat(TerminalText.shortened("abcdef", 6)).isEqualTo("abcdef");
    assertThat(TerminalText.shortened("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(TerminalText.shortened("🐳🐳🐳", 2)).isEqualTo("🐳…");
  }

  @Test
  void jsonIsMadeSafeWithoutChangingWhatItSays() {
    String json = "{\"stdout\":\"\u009b31m\u202e x \udb40\udc01\"}";

    String safe = TerminalText.json(json);

    assertThat(safe).matches("[ -~]*");
    assertThat(JsonMapper.shared().readTree(safe)).isEqualTo(JsonMapper.shared().readTree(json));
  }
}
