package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class CommandFileTest {
  @Test
  void oneCommandOrAListOrSeveralDocumentsAreRead() {
    assertThat(read("host: a\naction: x")).hasSize(1);
    assertThat(read("[{\"host\": \"a\"}, {\"host\": \"b\"}]"))
        .extracting(command -> command.path("host").asString())
        .containsExactly("a", "b");
    assertThat(read("host: a\n---\nhost: b\n---\n- host: c\n")).hasSize(3);
  }

  @Test
  void anAliasStandsForWhatItsAnchorNames() {
    ObjectNode command = read("parameters: {environment: &e {A: '1'}, labels: *e}").getFirst();

    assertThat(command.at("/parameters/labels/A").asString()).isEqualTo("1");
  }

  @Test
  void wordsAndDatesStayTexts() {
    ObjectNode command = read("parameters: {detach: no, when: 2026-01-01, n: 3}").getFirst();

    assertThat(command.at("/parameters/detach").asString()).isEqualTo("no");
    assertThat(command.at("/parameters/when").asString()).isEqualTo("2026-01-01");
    assertThat(command.at("/parameters/n").isInt()).isTrue();
  }

  @Test
  void brokenTextIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("host: a\nparameters: [1, 2\n"))
        .isInstanceOfSatisfying(
            CliException.class,
            refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.REJECTED))
        .hasMessageContaining("standard input is not YAML or JSON")
        .hasMessageContaining("line 3");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> read("host: a\nhost: b\n"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("host");
  }

  @Test
  void aTextWhereACommandShouldBeIsToldAndShownSafely() {
    assertThatThrownBy(() -> read("- \"\\e[2J\"\n"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("where a command")
        .message()
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {": x", "{null: 1}", "&a [*a]", "&a {x: *a}"})
  void whatYamlMayHoldAndNoCommandIsToldInALine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            CliException.class,
            refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.REJECTED))
        .hasMessageContaining("standard input");
  }

  @Test
  void listsNestedTooDeeplyAreToldInALine() {
    assertThatThrownBy(() -> read("[".repeat(100_000) + "]".repeat(100_000)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nested too deeply");
  }

  private static List<ObjectNode> read(String text) {
    return CommandFile.read("-", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
