package io.longshore.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
  @TempDir private Path directory;

  @Test
  void everyProblemIsToldAtOnceByLineWithTheNearestKey() {
    assertThat(
            messages(
                """
                host: -x
                kafka:
                  bootstrap: kafka-1
                  replicationFactor: three
                  repliactionFactor: 3
                  properties:
                    group.id: mine
                    sasl: {mechanism: PLAIN}
                engine:
                  callLimit: 30
                  pull_limit: 1h
                  pullLimit: 3d
                lanes: 7
                lanse: {}
                limits: {maxCommandBytes: 1GiB}
                actions: {missingConfigChecker: ignore, injectTimeZone: yes}
                log: {level: INFO}
                log: {level: info}
                """))
        .containsExactly(
            "line 1: /host: expected a host name of at most 200 letters, digits, dots, dashes and underscores, starting with a letter or digit, got the text '-x'",
            "line 3: /kafka/bootstrap: expected addresses of the form host:port, got 'kafka-1'",
            "line 4: /kafka/replicationFactor: expected a whole number, got the text 'three'",
            "line 5: /kafka/repliactionFactor: expected one of bootstrap, properties, createTopics, replicationFactor, dedupeWindow, got the unknown key 'repliactionFactor'; did you mean 'replicationFactor'?",
            "line 7: /kafka/properties/group.id: expected no such property: the worker sets it itself, got one",
            "line 8: /kafka/properties/sasl: expected a text, number or boolean, got a section",
            "line 10: /engine/callLimit: expected a duration with its unit, such as 30s, 10m, 1h30m, 7d or PT1M30S, got 30",
            "line 11: /engine/pull_limit: expected one of socket, callLimit, pullLimit, outageLimit, removeAnonymousVolumes, got the unknown key 'pull_limit'; did you mean 'pullLimit'?",
            "line 12: /engine/pullLimit: expected a duration between 1s and 2d, got 3d",
            "line 13: /lanes: expected a section (lines of key: value), got 7",
            "line 14: /lanse: expected one of host, kafka, engine, registries, supervisor, hostRoot, lanes, limits, actions, shutdown, status, log, got the unknown key 'lanse'; did you mean 'lanes'?",
            "line 15: /limits/maxCommandBytes: expected a size such as 512KiB or 1MiB, or a number of bytes, got the text '1GiB'",
            "line 16: /actions/injectTimeZone: expected true or false, got the text 'yes'",
            "line 16: /actions/missingConfigChecker: expected fail or same, got the text 'ignore'",
            "line 17: /log/level: expected error or warn or info or debug or trace, got the text 'INFO'",
            "line 18: /log: expected each key once, got it again after line 17");
  }

  @Test
  void aMissingBrokerIsToldOnce() {
    assertThat(messages("host: node1\n"))
        .containsExactly(
            "line 1: /kafka/bootstrap: expected a list of host:port, got none: it must be given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          engine: {socket: podman.sock}                   | /engine/socket: expected an absolute path, got the text 'podman.sock'
          engine: {callLimit: 999999999d}                 | /engine/callLimit: expected a duration between 1s and 1h, got 999999999d
          engine: {callLimit: 0s}                         | /engine/callLimit: expected a duration between 1s and 1h, got 0s
          engine: {callLimit: P}                          | /engine/callLimit: expected a duration with its unit
          engine: {callLimit: }                           | /engine/callLimit: expected a duration with its unit, such as 30s, 10m, 1h30m, 7d or PT1M30S, got nothing
          engine: {callLimit: [1s]}                       | /engine/callLimit: expected a duration with its unit, such as 30s, 10m, 1h30m, 7d or PT1M30S, got a list
          engine: {outageLimit: 8d}                       | /engine/outageLimit: expected less than kafka.dedupeWindow, 7d, got 8d
          hostRoot: host                                  | /hostRoot: expected an absolute path, got the text 'host'
          lanes: {mostInFlight: 0}                        | /lanes/mostInFlight: expected a whole number between 1 and 10000, got 0
          lanes: {mostInFlight: 99999999999}              | /lanes/mostInFlight: expected a whole number, got 99999999999
          lanes: {mostInFlight: 1.5}                      | /lanes/mostInFlight: expected a whole number, got 1.5
          limits: {maxCommandBytes: 17MiB}                | /limits/maxCommandBytes: expected a size between 1KiB and 16MiB, got 17MiB
          limits: {maxCommandBytes: 999999999MiB}         | /limits/maxCommandBytes: expected a size such as
          supervisor: docker                              | /supervisor: expected systemd or engine, got the text 'docker'
          supervisor: 5                                   | /supervisor: expected a section (lines of key: value), got 5
          supervisor: {kind: engine, bus: 'unix:path=/x'} | /supervisor/bus: expected one of kind, got the unknown key 'bus'
          supervisor: {bus: 'tcp:host=x'}                 | /supervisor/bus: expected an address such as unix:path=/run/dbus/system_bus_socket, got 'tcp:host=x'
          actions: {bindDirectories: ["/a\\0"]}            | /actions/bindDirectories: expected a list of absolute paths, got a list
          actions: {bindDirectories: [srv]}               | /actions/bindDirectories: expected an absolute path, got 'srv'
          "a/b~c": 1                                      | /a~1b~0c: expected one of
          """)
  void oneWrongValueIsOneProblem(String yaml, String message) {
    assertThat(messages(Reading.SMALLEST + yaml))
        .singleElement()
        .asString()
        .startsWith("line 2: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing but a remark\n", "---\n"})
  void aFileWithoutSettingsIsTold(String yaml) {
    assertThat(messages(yaml))
        .singleElement()
        .asString()
        .containsAnyOf("an empty file", "/kafka/bootstrap: expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka: [a\nengine: {}\n",
        "kafka:\n\tbootstrap: a:1\n",
        "a: b: c\n",
        "kafka: *hunter2\n",
        "%hunter2 x\n---\nkafka: {}\n",
        "kafka: !hunter2!x y\n",
        "password: 'hunter2\n",
        "a: \u0001\n",
        "a: 1\n---\nb: 2\n",
        "- a\n- b\n",
        "just a hunter2\n",
        "{hunter2\n",
      })
  void whatIsNoYamlOrNoMappingIsOneSentenceWithoutItsText(String yaml) {
    assertThat(messages(yaml))
        .isNotEmpty()
        .allSatisfy(message -> assertThat(message).contains("expected").doesNotContain("hunter2"));
  }

  @Test
  void bracketsWithoutEndAreAProblemAndNoCrash() {
    assertThat(messages("[".repeat(200_000))).hasSize(1);
  }

  @Test
  void whereTheParserStoppedIsTold() {
    assertThat(messages("kafka:\n  bootstrap: a:1\n\tengine: x\n"))
        .singleElement()
        .asString()
        .startsWith("line 3: expected YAML, got something else at column 1: ");
  }

  @Test
  void aFileThatCannotBeReadIsOneSentence() throws IOException {
    Path latin = Files.write(directory.resolve("latin"), new byte[] {'a', (byte) 0xe9});
    Path large = Files.writeString(directory.resolve("large"), "#".repeat(1_100_000));
    assertThat(messages(directory.resolve("absent")))
        .containsExactly("expected a readable file, got no such file");
    assertThat(messages(directory))
        .singleElement()
        .asString()
        .contains("expected a readable file, got ", "irectory");
    assertThat(messages(latin)).containsExactly("expected a text file in UTF-8, got other bytes");
    assertThat(messages(large)).containsExactly("expected a file of at most 1 MiB, got more");
  }

  @Test
  void referencesThatLeadNowhereAreToldWithoutWhatStandsAroundThem() {
    assertThat(
            messages(
                """
                kafka:
                  bootstrap: a:1
                  properties:
                    one: hunter2 ${env:MISSING}
                    two: hunter2 ${file:/does/not/exist} ${file:relative}
                    three: ${vault:hunter2}
                """))
        .containsExactly(
            "line 4: /kafka/properties/one: expected the environment variable MISSING to be set, got none",
            "line 5: /kafka/properties/two: expected a readable, not empty file of at most 64 KiB at /does/not/exist, got no such file",
            "line 5: /kafka/properties/two: expected ${file:/absolute/path} or ${env:NAME}, got another ${…}",
            "line 6: /kafka/properties/three: expected ${file:/absolute/path} or ${env:NAME}, got another ${…}");
  }

  @Test
  void aCredentialThatSystemdHasNotHandedOverIsAProblemAtOnce() {
    assertThat(messages(Reading.SMALLEST + "registries: {credential: registries}"))
        .containsExactly(
            "line 2: /registries/credential: expected a worker started by systemd with LoadCredential=registries:FILE in its unit, got one without CREDENTIALS_DIRECTORY in its environment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka: {bootstrap: 'me:hunter2@a:1'}",
        "kafka: {bootstrap: a:1, properties: 'sasl.jaas.config=hunter2'}",
        "kafka: {bootstrap: a:1, properties: [hunter2]}",
        "kafka: {bootstrap: a:1, password: hunter2}",
        "kafka: {bootstrap: a:1, properties: {ssl.key.password: [hunter2]}}",
        "kafka: {bootstrap: a:1, properties: {group.id: hunter2}}",
        "kafka: hunter2",
        "kafka: {bootstrap: a:1}\npassword: hunter2",
        "kafka: {bootstrap: a:1}\nengine: {socket: 'http://me:hunter2@host/'}",
        "kafka: {bootstrap: a:1}\nengine: 'password hunter2'",
        "kafka: {bootstrap: a:1}\nhost: 'password=hunter2'",
      })
  void noProblemShowsASecret(String yaml) {
    List<Problem> problems = Reading.problems(yaml);
    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(problem ->
            assertThat(problem.toString() + problem.message()).doesNotContain("hunter2"));
  }

  @Test
  void noProblemSteersATerminal() {
    assertThat(messages(Reading.SMALLEST + "\"a\\eb\\nc\": 1\nlog: {level: \"x\\e[2J\"}\n"))
        .hasSize(2)
        .allSatisfy(message -> assertThat(message.chars()).noneMatch(Character::isISOControl));
  }

  @Test
  void aMachineWithoutAUsableNameIsTold() throws IOException {
    Path file = Files.writeString(directory.resolve("worker.yaml"), Reading.SMALLEST);
    assertThat(
            new ConfigReader(() -> Optional.of("(none)"), Map.<String, String>of()::get)
                .read(file)
                .toString())
        .contains("/host")
        .contains("none, and the machine's own is '(none)'");
    assertThat(new ConfigReader(Optional::empty, Map.<String, String>of()::get).read(file))
        .isInstanceOf(ConfigResult.Invalid.class);
  }

  private static List<String> messages(String yaml) {
    return Reading.problems(yaml).stream().map(Problem::message).toList();
  }

  private static List<String> messages(Path file) {
    ConfigResult result =
        new ConfigReader(() -> Optional.of("node1"), Map.<String, String>of()::get).read(file);
    return ((ConfigResult.Invalid) result).problems().stream().map(Problem::message).toList();
  }
}
