package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.client.BrokerAccess;
import io.longshore.client.Responder;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.testhost.FreePort;
import io.longshore.testhost.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `send`, `audit` and `topics` against a real broker and a host that answers by a script.
class CliIT {
  private static final HostName HOST = new HostName("web01");
  private static final HostName SILENT = new HostName("web02");

  private static EmbeddedBroker broker;
  private static Responder responder;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
    assertThat(type("topics", "--hosts", HOST + "," + SILENT).exitCode()).isZero();
    responder =
        new Responder(
            new BrokerAccess(broker.bootstrapServers(), Map.of()), List.of(HOST), CliIT::script);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    responder.stop();
    broker.close();
  }

  /// The container's name says what is to happen.
  private static List<Event> script(Event.Header header) {
    String name =
        header.resource() instanceof Resource.OfContainer container
            ? container.name().text()
            : "unreadable";
    List<Event> events =
        new ArrayList<>(List.of(new Event.Accepted(header), new Event.Started(header, 1, "d")));
    events.add(
        switch (name) {
          case "rc3" ->
              finished(
                  header, Outcome.FAILED, 3, "out\u001b[2J\n", "The container ended with code 3");
          case "denied" -> finished(header, Outcome.DENIED, null, null, "The policy denies it");
          case "expired" ->
              finished(header, Outcome.EXPIRED, null, null, "Its deadline had passed");
          case "failed" -> finished(header, Outcome.FAILED, null, null, "Podman refuses");
          case "again" ->
              new Event.Duplicate(
                  header, finished(header, Outcome.FAILED, 4, null, "It failed then"));
          case "conflict" ->
              new Event.Conflict(
                  header, Failure.of(FailureKind.ID_CONFLICT, "Another command came"));
          case "unreadable" -> finished(header, Outcome.REJECTED, null, null, "no such action");
          default -> finished(header, Outcome.SUCCEEDED, null, null, null);
        });
    return events;
  }

  private static Event.Finished finished(
      Event.Header header,
      Outcome outcome,
      @Nullable Integer rc,
      @Nullable String out,
      @Nullable String why) {
    boolean changed = outcome == Outcome.SUCCEEDED;
    Report report = new Report(changed, false, rc, out, null, List.of(), List.of(), List.of());
    Failure failure = why == null ? null : Failure.of(FailureKind.ENGINE, why);
    return new Event.Finished(
        header, outcome, "d", false, 1, header.at().minusMillis(20), report, failure);
  }

  @Test
  void withoutWaitingTheIdIsPrinted() {
    Typed typed =
        type("send", "--host", "web02", "stop_container", "--name", "x", "--id", "fire-and-forget");

    assertThat(typed).isEqualTo(new Typed(0, "fire-and-forget" + System.lineSeparator(), ""));
  }

  @Test
  void theResultIsPrintedAndWhatHappensOnTheWayGoesToStandardError() {
    Typed typed =
        type(
            "send",
            "--host",
            "web01",
            "stop_container",
            "--name",
            "nginx",
            "--id",
            "c1",
            "--wait=30s");

    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out())
        .startsWith("web01 stop_container container/nginx: succeeded, changed (20 ms)")
        .hasLineCount(1);
    assertThat(typed.errors())
        .contains(
            "sent c1 to web01",
            "web01 container/nginx: accepted",
            "web01 container/nginx: started");
  }

  @ParameterizedTest
  @CsvSource({"rc3,3", "denied,77", "expired,71", "failed,70", "again,4", "conflict,65", "fine,0"})
  void theExitCodeTellsHowItEnded(String container, int expected) {
    Typed typed =
        type("send", "--host", "web01", "stop_container", "--name", container, "--wait=30s");

    assertThat(typed.exitCode()).isEqualTo(expected);
  }

  @Test
  void whatAContainerWroteCannotSteerTheTerminal() {
    Typed text = type("send", "--host", "web01", "stop_container", "--name", "rc3", "--wait=30s");
    Typed json =
        type("send", "--host", "web01", "stop_container", "--name", "rc3", "--wait=30s", "--json");

    assertThat(text.out()).contains("  | out\\u001b[2J").doesNotContain("\u001b");
    assertThat(json.out()).doesNotContain("\u001b").hasLineCount(1);
    assertThat(JsonMapper.shared().readTree(json.out()).path("stdout").asString())
        .isEqualTo("out\u001b[2J\n");
  }

  @Test
  void aRepeatedCommandShowsTheFirstResultAndSaysSo() {
    Typed typed =
        type("send", "--host", "web01", "stop_container", "--name", "again", "--wait=30s");

    assertThat(typed.out()).contains("answered before", "nothing was done now", "It failed then");
  }

  @Test
  void aCommandThatTheWorkerRefusesIsSentOnRequestAndItsRefusalShown() {
    Typed typed = type("send", "--host", "web01", "fly", "--no-validate", "--wait=30s");

    assertThat(typed.exitCode()).isEqualTo(65);
    assertThat(typed.out()).contains("rejected", "no such action");
  }

  @Test
  void anAnswerToACommandWhoseIdCannotBeReadIsFoundByItsPlace() {
    Typed typed =
        type(
            "send",
            "--host",
            "web01",
            "stop_container",
            "--name",
            "x",
            "--id",
            "no good id",
            "--no-validate",
            "--wait=30s");

    assertThat(typed.exitCode()).isZero();
  }

  @Test
  void silenceEndsWith75AndSaysWhatBecomesOfTheCommand() {
    Typed typed =
        type(
            "send", "--host", "web02", "stop_container", "--name", "x", "--id", "c75", "--wait=1s");

    assertThat(typed.exitCode()).isEqualTo(75);
    assertThat(typed.errors())
        .contains(
            "longshore: no answer from web02 to c75 within 1.0 s", "longshore audit --host web02");
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void severalCommandsOfAFileAreAwaitedTogetherAndTheFirstFailureGivesTheCode() {
    String file =
        """
        - {id: f1, host: web01, action: stop_container, parameters: {name: fine}}
        - {id: f2, host: web01, action: stop_container, parameters: {name: denied}}
        - {id: f3, host: web01, action: stop_container, parameters: {name: rc3}}
        """;

    Typed typed =
        Typed.withInput(
            file,
            InstantSource.system(),
            withBroker("send", "--file", "-", "--wait=30s", "--json"));

    assertThat(typed.exitCode()).isEqualTo(77);
    assertThat(typed.out().lines().map(CliIT::id)).containsExactlyInAnyOrder("f1", "f2", "f3");
  }

  @Test
  void anUnknownHostIsToldAtOnceWithWhatToDo() {
    Typed typed = type("send", "--host", "web99", "stop_container", "--name", "x");

    assertThat(typed.exitCode()).isEqualTo(69);
    assertThat(typed.errors())
        .contains("knows no host web99", "longshore topics --hosts web99")
        .hasLineCount(1);
  }

  @Test
  void noBrokerIsToldInOneSentenceWithHowLongItWasTried() throws Exception {
    int free = FreePort.onLoopback();
    Instant begun = Instant.now();

    for (String[] words :
        List.of(
            new String[] {"audit"},
            new String[] {"send", "--host", "web01", "stop_container", "--name", "x"})) {
      Typed typed = Typed.in(with(words, "--bootstrap", "127.0.0.1:" + free));
      assertThat(typed.exitCode()).isEqualTo(69);
      assertThat(typed.errors())
          .contains(
              "no broker answers at 127.0.0.1:" + free, "(tried for 8 s)", "--client-properties")
          .hasLineCount(1);
    }
    // Left to themselves, Kafka's clients try for a minute each.
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(100));
  }

  @Test
  @Timeout(60)
  void aBrokerWhosePortIsTakenEndsAsOneThatCannotStart() throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.longshore.Main"));
    line.addAll(List.of("broker", "--listen", broker.bootstrapServers()));

    assertThat(new ProcessBuilder(line).start().waitFor()).isEqualTo(69);
  }

  /// As a TLS listener does with a client that speaks without.
  @Test
  void whatListensButHangsUpOnAClientWithoutTlsIsToldApart() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      Thread hangingUp = Thread.startVirtualThread(() -> hangUpOnAll(socket));
      String address = "127.0.0.1:" + socket.getLocalPort();

      Typed typed = Typed.in("audit", "--bootstrap", address);

      assertThat(hangingUp.isAlive()).isTrue();
      assertThat(typed.exitCode()).isEqualTo(69);
      assertThat(typed.errors())
          .contains(
              "something listens at " + address,
              "over PLAINTEXT",
              "it may want TLS or a login",
              "--client-properties")
          .hasLineCount(1);
    }
  }

  private static void hangUpOnAll(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  @Timeout(180)
  void whoeverIsInterruptedWhileWaitingIsToldHowToCallItOff() throws Exception {
    // What was started in the background of a shell ignores the signal, and so do its children.
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.longshore.Main"));
    line.addAll(List.of("send", "--host", "web02", "stop_container", "--name", "x"));
    line.addAll(List.of("--id", "left", "--wait", "--bootstrap", broker.bootstrapServers()));
    Process process = new ProcessBuilder(line).start();
    try (BufferedReader errors = process.errorReader()) {
      String sent = errors.readLine();
      while (sent != null && !sent.equals("sent left to web02")) {
        sent = errors.readLine();
      }
      Ran.run(Duration.ofSeconds(10), List.of("kill", "-INT", Long.toString(process.pid())))
          .orThrow();

      assertThat(errors.lines())
          .anySatisfy(told ->
              assertThat(told)
                  .contains("longshore send --host web02 cancel_command -p command_id=left"));
      assertThat(process.waitFor()).isEqualTo(130);
    }
  }

  @Test
  void anAddressThatDoesNotResolveIsTold() {
    Typed typed = Typed.in("audit", "--bootstrap", "no-such-host.invalid:9092");

    assertThat(typed.exitCode()).isEqualTo(69);
    assertThat(typed.errors()).contains("--bootstrap", "no-such-host.invalid:9092").hasLineCount(1);
  }

  @Test
  void auditShowsWhatWasAskedForAsATableAndAsPublished() {
    for (String name : List.of("fine", "denied")) {
      type(
          "send",
          "--host",
          "web01",
          "stop_container",
          "--name",
          name,
          "--id",
          "audit-" + name,
          "--wait=30s");
    }
    responder.publish(HOST, "junk", "not json".getBytes(StandardCharsets.UTF_8));

    Typed table =
        type(
            "audit",
            "--host",
            "web01",
            "--outcome",
            "denied",
            "--container",
            "denied",
            "--action",
            "stop_container");
    Typed json = type("audit", "--json", "--since", "1h");

    assertThat(table.exitCode()).isZero();
    assertThat(table.out().lines().toList().getFirst()).startsWith("TIME (UTC)");
    assertThat(table.out())
        .contains("audit-denied", "The policy denies it")
        .doesNotContain("audit-fine");
    assertThat(table.errors()).contains("passed over 1 messages");
    assertThat(json.out().lines().map(CliIT::id)).contains("audit-fine", "audit-denied");
    assertThat(
            json.out()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line).path("event").asString()))
        .containsOnly("finished");
  }

  @Test
  void auditFindsWhatSomebodyAskedForAndWhatBelongsTogether() {
    type(
        "send",
        "--host",
        "web01",
        "stop_container",
        "--name",
        "fine",
        "--id",
        "by-alice",
        "--wait=30s");
    type(
        "send",
        "--host",
        "web01",
        "stop_container",
        "--name",
        "fine",
        "--id",
        "by-bob",
        "--issuer",
        "bob@desk",
        "--correlation-id",
        "CHG-7",
        "--wait=30s");

    assertThat(type("audit", "--issuer", "bob@desk").out())
        .contains("by-bob")
        .doesNotContain("by-alice");
    assertThat(type("audit", "--correlation-id", "CHG-7,CHG-8").out())
        .contains("by-bob")
        .doesNotContain("by-alice");
    assertThat(type("audit", "--issuer", "alice@desk", "--correlation-id", "CHG-7").out())
        .hasLineCount(1);
  }

  @Test
  void auditWithALimitShowsTheNewest() {
    for (int i = 0; i < 3; i++) {
      type(
          "send",
          "--host",
          "web01",
          "stop_container",
          "--name",
          "fine",
          "--id",
          "newest-" + i,
          "--wait=30s");
    }

    assertThat(
            type("audit", "--json", "--limit", "2", "--container", "fine")
                .out()
                .lines()
                .map(CliIT::id))
        .containsExactly("newest-1", "newest-2");
  }

  @Test
  void topicsTellsWhatItMadeAndCheckTellsWhatDiffers() {
    Typed made = type("topics", "--hosts", "web03");
    Typed checked = type("topics", "--hosts", "web03", "--check");
    Typed missing = type("topics", "--hosts", "web04", "--check");

    assertThat(made.out())
        .contains("longshore.commands.web03: made", "longshore.results.web03: made");
    assertThat(checked).returns(0, Typed::exitCode);
    assertThat(checked.out()).contains("longshore.commands.web03: there, as it should be");
    assertThat(missing.exitCode()).isEqualTo(70);
    assertThat(missing.out())
        .contains("longshore.commands.web04: missing", "longshore.results.web04: missing");
  }

  private static Typed type(String... words) {
    return Typed.withInput("", InstantSource.system(), withBroker(words));
  }

  private static String[] withBroker(String... words) {
    return with(words, "--bootstrap", broker.bootstrapServers());
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private static String id(String json) {
    JsonNode event = JsonMapper.shared().readTree(json);
    return event.path("commandId").asString();
  }
}
