package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.ledger.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `audit show`, and the forms of `audit`, on one command that took two attempts and was sent
/// again.
class AuditShowIT {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void live() {
    broker = EmbeddedBroker.builder().start();
    try (AuditedHost host = new AuditedHost(broker.bootstrapServers(), "web01")) {
      host.ask("c-1", "web");
      host.ask("c-10", "web");
      host.ask("c-1", "web");
      host.askUnreadably();
      List<Delivery> taken = host.taken(4);
      host.begin(taken.get(0), 1);
      host.restart();
      host.begin(taken.get(0), 2);
      Event.Finished first = host.finish(taken.get(0), Outcome.FAILED);
      host.carryOut(taken.get(1));
      host.finish(taken.get(2), new Event.Duplicate(first.header(), first));
      host.finish(taken.get(3), Outcome.REJECTED);
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Typed type(String... words) {
    return Typed.withInput("", InstantSource.system(), line(words));
  }

  private static String[] line(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--bootstrap", broker.bootstrapServers()));
    return all.toArray(String[]::new);
  }

  @Test
  void aCommandsLifeIsToldInItsOrder() {
    Typed typed = type("audit", "show", "c-1");

    assertThat(typed.exitCode()).as(typed.errors()).isZero();
    assertThat(typed.out())
        .containsSubsequence(
            "c-1 on web01",
            "asked: ",
            ", command 0, sent by /test",
            "stop_container container/web",
            "issuer: alice@desk",
            "correlation: CHG-7",
            "asked again: ",
            ", command 2",
            "decision: allowed",
            "accepted",
            "started, attempt 1",
            "started, attempt 2",
            "finished: failed",
            "digest: ",
            "duplicate: it was answered before",
            "web01 stop_container container/web: failed",
            "differs: state: running -> stopped",
            "step: stopContainer web: done in 17 ms",
            "| out\\u001b[2J",
            "why: as the test says")
        .doesNotContain("\u001b", "c-10");
  }

  @Test
  void asJsonItIsOneObjectWithEachPayloadAsPublished() {
    Typed typed = type("audit", "show", "c-1", "--json", "--hosts", "web*");

    JsonNode life = JsonMapper.shared().readTree(typed.out());
    assertThat(typed.out()).hasLineCount(1).doesNotContain("\u001b");
    assertThat(life.path("messages").size()).isEqualTo(2);
    assertThat(life.at("/messages/0/issuer").asString()).isEqualTo("alice@desk");
    assertThat(life.path("events").valueStream().map(each -> each.at("/payload/event").asString()))
        .containsExactly("accepted", "started", "accepted", "started", "finished", "duplicate");
    assertThat(life.at("/events/4/digest").asString()).hasSize(64);
  }

  @Test
  void aCommandWithoutAnIdIsFoundByItsPlace() {
    Typed typed = type("audit", "show", "longshore.commands.web01-0-3");

    assertThat(typed.out()).contains("unreadable: ", "decision: not asked for one", "rejected");
  }

  @Test
  void aResultThatHasNotComeIsToldWithWhatToDo() {
    try (AuditedHost silent = new AuditedHost(broker.bootstrapServers(), "silent")) {
      silent.ask("c-20", "web");

      Typed typed = type("audit", "show", "c-20");

      assertThat(typed.out())
          .contains(
              "no result so far; ",
              "the worker of silent runs",
              "longshore send --host silent cancel_command -p command_id=c-20");
    }
  }

  @Test
  void whereNothingIsAsAskedForThatIsSaid() {
    Typed typed = type("audit", "--issuer", "nobody", "--since", "1h");

    assertThat(typed.exitCode()).isZero();
    assertThat(typed.errors()).contains("no result since 20", "--since").hasLineCount(1);
  }

  /// As on a disk that is full.
  @ParameterizedTest
  @ValueSource(strings = {"audit", "audit export --format cadf"})
  void whatCannotBeWrittenToItsEndIsNoSuccess(String words) throws IOException {
    try (PrintWriter full = new PrintWriter("/dev/full", StandardCharsets.UTF_8)) {
      Typed typed = Typed.printingTo(full, InstantSource.system(), line(words.split(" ")));

      assertThat(typed.exitCode()).isEqualTo(74);
      assertThat(typed.errors()).contains("could not be written to its end");
    }
  }

  @Test
  void anUnknownCommandIsToldInOneSentence() {
    Typed typed = type("audit", "show", "c-99");

    assertThat(typed.exitCode()).isEqualTo(70);
    assertThat(typed.errors()).contains("no host's topics know the command c-99").hasLineCount(1);
  }

  @Test
  void resultsAreWrittenAsCommaSeparatedValues() {
    Typed typed = type("audit", "--output", "csv", "--hosts", "web01", "--issuer", "alice@desk");

    assertThat(typed.out().lines().map(line -> line.split(",", -1)[4]))
        .containsExactly("outcome", "failed", "succeeded");
  }

  @Test
  void resultsAreExportedOneObjectALine() {
    for (String form : List.of("cadf", "ocsf")) {
      Typed typed = type("audit", "export", "--format", form, "--outcome", "failed,succeeded");

      assertThat(typed.exitCode()).as(typed.errors()).isZero();
      assertThat(typed.out()).hasLineCount(2).doesNotContain("\u001b");
      typed.out().lines().forEach(line -> JsonMapper.shared().readTree(line));
    }
  }
}
