package io.longshore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The expected words were taken from Python's `shlex.split`.
class CommandLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '¤',
      value = {
        "a b → a|b",
        "  a   b  → a|b",
        "'a b' c → a b|c",
        "a'b'\"c\"d → abcd",
        "a '' b → a||b",
        "\"\" → ¤¤",
        "\"a\\\"b\\\\c\\d\" → a\"b\\c\\d",
        "'a\\b' → a\\b",
        "a\\ b → a b",
        "\\'a\\\" → 'a\"",
        "a#b # c → a#b|#|c",
        "$HOME;x && y → $HOME;x|&&|y",
        "\"it's\" → it's",
      })
  void wordsAreSplitAsPythonSplitsThem(String text, String words) {
    assertThat(CommandLine.split(text)).isEqualTo(List.of(words.split("\\|", -1)));
  }

  @Test
  void onlyFourCharactersSeparateWords() {
    assertThat(CommandLine.split("a\tb\rc\nd\u00a0e\u000bf\u2003g"))
        .containsExactly("a", "b", "c", "d\u00a0e\u000bf\u2003g");
  }

  @Test
  void anEscapedLineFeedIsKept() {
    assertThat(CommandLine.split("a\\\nb")).containsExactly("a\nb");
  }

  @Test
  void blanksAloneAreNoWords() {
    assertThat(CommandLine.split(" \t\r\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\"", "a 'b", "\"a\\\"", "a\"b'"})
  void anOpenQuoteIsRefusedWithPythonsWords(String text) {
    assertThatThrownBy(() -> CommandLine.split(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("No closing quotation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "a b\\", "\"a\\"})
  void aLastBackslashIsRefusedWithPythonsWords(String text) {
    assertThatThrownBy(() -> CommandLine.split(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("No escaped character");
  }

  @Test
  void aRefusalShowsNothingOfTheCommand() {
    assertThatThrownBy(() -> CommandLine.split("mysql -phunter2 '"))
        .message()
        .doesNotContain("hunter2");
  }
}
