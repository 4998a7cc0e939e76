package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
  @ParameterizedTest
  @ValueSource(strings = {"worker", "broker", "send", "audit", "topics"})
  void everyVerbHasHelpWithExamplesAndItsExitCodes(String verb) {
    Typed help = Typed.in(verb, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains(
            "Usage: longshore " + verb, "Examples:", "Exit codes:", "  64 ", "  longshore " + verb);
  }

  @Test
  void longshoreAloneSaysWhatThereIsToType() {
    Typed help = Typed.in();

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("worker", "broker", "send", "audit", "longshore send --help");
  }

  @Test
  void theVersionNamesJavaToo() {
    assertThat(Typed.in("--version").out()).startsWith("longshore ").contains("Java ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sned | Unmatched argument at index 0: 'sned'",
        "send --hots web01 start_container | Unknown options: '--hots', 'start_container'; did you mean --host or --hosts?",
        "send --host web01 | what to do? Give an ACTION or a --file",
        "send start_container --name a | no host is named",
        "send --host --name x start_container | Expected parameter for option '--host' but found '--name'",
        "send --host a/b create_volume --name x | host: expected a host name",
        "send --host a create_volume -p x | a parameter is written key=value",
        "send --host a create_volume -p x:={ | parameter x: what follows := is not JSON",
        "send --host a create_volume --not-after soon | --not-after: expected a duration such as 30s",
        "send --host a create_volume --timeout soon | expected a duration such as 30s",
        "audit --outcome good | expected an outcome (succeeded, failed",
        "audit --action dance | expected an action (cancel_command",
        "audit --output xml | xml",
        "audit verify --patience soon | expected a duration",
        "audit show | ID",
        "audit --limit -3 | --limit: expected a number of results",
        "broker --listen here | expected ADDRESS:PORT such as 127.0.0.1:9092",
        "broker --hosts web/1 | expected a host name",
        "topics --hosts a --replication-factor 65537 | --replication-factor: expected a number of brokers",
        "send --host a create_volume --wait=999999d | of at most 10000d, got '999999d'",
        "emulate --hosts 0 | --hosts: expected how many, at least 1, got 0",
        "emulate --hosts -1 | --hosts: expected how many, at least 1, got -1",
        "emulate --hosts 1 --first -2 | --first: expected a number from 0",
        "emulate --hosts 1 --silent 200 | --silent: expected a percentage, 0 to 100, got 200",
        "emulate --hosts 1 --silent -5 | --silent: expected a percentage, 0 to 100, got -5",
        "emulate --hosts 1 --failing 101 | --failing: expected a percentage, 0 to 100, got 101",
        "emulate --hosts 1 --prefix a/b | --prefix: expected a host name",
        "topics --hosts a --dedupe-window 10m | --dedupe-window: expected 1h to 365d, as workers do, got 10m",
        "topics | Missing required option: '--hosts=HOST",
        "worker | Missing required option: '--config=FILE'"
      })
  void aWrongCommandLineIsToldInOneLineAndEndsWith64(String words, String complaint) {
    Typed typed = Typed.in(words.split(" "));

    assertThat(typed.exitCode()).isEqualTo(64);
    assertThat(typed.errors()).startsWith("longshore: ").contains(complaint).hasLineCount(1);
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void anEmulatedWorkerTakesNoPropertyThatThePromisesRestOn(@TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("client"), "acks=1\nssl.protocol=TLSv1.3\n");

    Typed typed = Typed.in("emulate", "--hosts", "1", "--client-properties", file.toString());

    assertThat(typed.exitCode()).isEqualTo(64);
    assertThat(typed.errors())
        .contains("--client-properties: expected none that a worker sets itself, got acks");
  }

  @Test
  void aStackTraceIsShownWithDebugOnly() {
    String[] words = {"send", "--host", "a", "create_volume", "--not-after", "soon"};

    assertThat(Typed.in(words).errors()).doesNotContain("\tat ");
    assertThat(
            Typed.in("send", "--debug", "--host", "a", "create_volume", "--not-after", "soon")
                .errors())
        .contains("\tat io.longshore.cli.");
  }

  @Test
  void whatWasTypedCannotSteerTheTerminal() {
    assertThat(Typed.in("send", "\u001b[2J\u001b[31m").errors()).doesNotContain("\u001b");
  }

  /// What is started by systemd is started again then.
  @Test
  void aSecretThatIsNotThereYetIsNoWrongConfiguration(@TempDir Path directory) throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("worker.yaml"),
            "kafka: {bootstrap: 'a:1', properties: {ssl.key.password: '${file:/nowhere/key}'}}");

    Typed typed = Typed.in("worker", "--config", config.toString());

    assertThat(typed.exitCode()).isEqualTo(74);
    assertThat(typed.errors()).contains("/nowhere/key");
  }

  @Test
  void aConfigurationThatIsNotThereEndsTheWorkerWith78() {
    Typed typed = Typed.in("worker", "--config", "/nowhere/worker.yaml");

    assertThat(typed.exitCode()).isEqualTo(78);
    assertThat(typed.errors()).startsWith("longshore: /nowhere/worker.yaml: ").hasLineCount(1);
  }
}
