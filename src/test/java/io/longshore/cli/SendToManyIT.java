package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.client.BrokerAccess;
import io.longshore.client.Responder;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `send` to several hosts, of which one fails what it is asked for and one says nothing.
class SendToManyIT {
  private static final String HOSTS = "web01,web02,web03,db1";

  private static EmbeddedBroker broker;
  private static Responder responder;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
    assertThat(type("topics", "--hosts", HOSTS).exitCode()).isZero();
    responder =
        new Responder(
            new BrokerAccess(broker.bootstrapServers(), Map.of()),
            Stream.of("web01", "web02", "db1").map(HostName::new).toList(),
            SendToManyIT::answer);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    responder.stop();
    broker.close();
  }

  private static List<Event> answer(Event.Header header) {
    boolean fails = header.host().text().equals("db1");
    return List.of(
        new Event.Accepted(header),
        new Event.Output(header, Event.Stream.STDOUT, "1\u001b[2J\n2"),
        new Event.Finished(
            header,
            fails ? Outcome.FAILED : Outcome.SUCCEEDED,
            "d",
            false,
            1,
            header.at().minusMillis(20),
            new Report(
                !fails, false, null, "1\u001b[2J\n2\n3\n", null, List.of(), List.of(), List.of()),
            fails ? Failure.of(FailureKind.ENGINE, "Podman refuses") : null));
  }

  @Test
  void aPatternMeansTheHostsThatTheBrokerKnows() {
    Typed typed = stop("--hosts", "web*:!web03", "--wait=30s");

    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out())
        .contains(
            "web01 stop_container container/x: succeeded, changed (20 ms)",
            "web02 stop_container container/x: succeeded, changed (20 ms)")
        .hasLineCount(2);
    assertThat(typed.errors())
        .contains("2 commands: 2 succeeded (2 changed)")
        .doesNotContain("accepted");
  }

  @Test
  void whatIsFollowedIsToldWithItsHostInFrontAndOnce() {
    Typed typed = stop("--hosts", "web01,web02", "--follow", "--wait=30s");

    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out().lines().filter(line -> line.startsWith("web01")))
        .containsExactly(
            "web01 | 1\\u001b[2J",
            "web01 | 2",
            "web01 | 3",
            "web01 stop_container container/x: succeeded, changed (20 ms)");
    assertThat(typed.out()).hasLineCount(8);
  }

  @Test
  void ofOneHostWhatIsFollowedStandsBeforeItsResult() {
    assertThat(stop("--host", "web01", "--follow").out().lines())
        .containsExactly(
            "  | 1\\u001b[2J",
            "  | 2",
            "  | 3",
            "web01 stop_container container/x: succeeded, changed (20 ms)");
    assertThat(stop("--host", "web01", "--follow", "--json").out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"event\":"));
    assertThat(stop("--host", "web01", "--wait=30s").out()).contains("  stdout:", "  | 2");
  }

  @Test
  void groupsOfAnInventoryAreSentToAndFailureAndSilenceAreToldApart() throws Exception {
    Path inventory =
        Files.writeString(directory.resolve("multinode"), "[web]\nweb[01:03]\n[db]\ndb1\n");

    Typed typed = stop("--inventory", inventory.toString(), "--hosts", "web:db", "--wait=15s");

    assertThat(typed.exitCode()).isEqualTo(ExitCode.NO_ANSWER.number());
    assertThat(typed.out())
        .contains("db1 stop_container container/x: failed", "  why: Podman refuses");
    assertThat(typed.errors())
        .contains(
            "4 commands: 2 succeeded (2 changed), 1 failed, 1 WITHOUT AN ANSWER",
            "no answer from web03");
  }

  @Test
  void aHostOfTheInventoryThatTheBrokerDoesNotKnowStopsEverything() throws Exception {
    Path inventory =
        Files.writeString(directory.resolve("all.yml"), "web: {hosts: {web01: , web09: }}");

    Typed typed = stop("-i", inventory.toString(), "--hosts", "all");

    assertThat(typed.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(typed.out()).isEmpty();
    assertThat(typed.errors()).contains("knows no host web09");
  }

  @Test
  void whatCannotBeMeantIsToldInOneSentence() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken"), "[web\nweb01\n");

    assertThat(stop("--hosts", "wbe01").errors())
        .isEqualToIgnoringNewLines(
            "longshore: --hosts: no host or group is called wbe01; did you mean web01?");
    assertThat(stop("--hosts", "web01", "--host", "web02").errors())
        .isEqualToIgnoringNewLines("longshore: give --host or --hosts, not both");
    assertThat(stop("--inventory", broken.toString()).errors())
        .contains("--inventory needs --hosts");
    assertThat(stop("-i", broken.toString(), "--hosts", "all").errors())
        .contains("broken: line 1: expected [group]");
    assertThat(stop("-i", "/no/such/file", "--hosts", "all").errors())
        .contains("cannot read the inventory /no/such/file");
    assertThat(stop("--hosts", "web*", "--id", "one").errors())
        .contains("would get commands of the same id, one: leave the id out");
  }

  private static Typed stop(String... options) {
    return type(
        Stream.concat(Stream.of("send", "stop_container", "--name", "x"), Stream.of(options))
            .toArray(String[]::new));
  }

  private static Typed type(String... words) {
    String[] line =
        Stream.concat(Stream.of(words), Stream.of("--bootstrap", broker.bootstrapServers()))
            .toArray(String[]::new);
    return Typed.withInput("", InstantSource.system(), line);
  }
}
