package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.kafka.Topics;
import io.longshore.ledger.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `audit verify` against a real broker, and results published by the worker's own connection.
class AuditVerifyIT {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static AuditedHost host(String name) {
    return new AuditedHost(broker.bootstrapServers(), name);
  }

  private static Typed verify(AuditedHost host, String... more) {
    List<String> words =
        new ArrayList<>(List.of("audit", "verify", "--hosts", host.name.text(), "--patience=0s"));
    words.addAll(Arrays.asList(more));
    words.addAll(List.of("--bootstrap", broker.bootstrapServers()));
    return Typed.withInput("", InstantSource.system(), words.toArray(String[]::new));
  }

  @Test
  void whatAWorkerDidThroughRestartsAndRepeatsHasNoBreach() {
    try (AuditedHost host = host("in-order")) {
      host.ask("c-1", "web");
      host.ask("c-2", "web", Instant.now().plusSeconds(600));
      host.ask("c-1", "web");
      host.ask("c-1", "another");
      host.askUnreadably();
      List<Delivery> taken = host.taken(5);
      host.carryOut(taken.get(0));
      host.restart();
      host.begin(taken.get(1), 1);
      host.restart();
      host.begin(taken.get(1), 2);
      host.finish(taken.get(1), Outcome.FAILED);
      Event.Finished first = host.finished(taken.get(0), Outcome.SUCCEEDED);
      host.finish(taken.get(2), new Event.Duplicate(first.header(), first));
      host.finish(
          taken.get(3),
          new Event.Conflict(first.header(), Failure.of(FailureKind.ID_CONFLICT, "another")));
      host.restart();
      host.finish(taken.get(4), Outcome.REJECTED);

      Typed typed = verify(host);

      assertThat(typed.exitCode()).as(typed.out()).isZero();
      assertThat(typed.errors()).isEmpty();
      assertThat(typed.out())
          .containsPattern(
              "in-order: 3 commands, 2 repeats, 3 results \\(0 of older commands\\), 0 pending, 0"
                  + " breaches; head [0-9a-f]{64}\n1 host: no breach found");
    }
  }

  @Test
  void eachPlantedBreachIsNamedWithItsPlaces() {
    try (AuditedHost host = host("planted")) {
      for (String id : List.of("doubled", "missing", "second", "first", "late")) {
        host.ask(id, "web", id.equals("late") ? Instant.now().minusSeconds(60) : null);
      }
      List<Delivery> taken = host.taken(5);
      host.publishAgain(host.finish(taken.get(0), Outcome.SUCCEEDED));
      host.finish(taken.get(3), Outcome.SUCCEEDED);
      host.finish(taken.get(2), Outcome.SUCCEEDED);
      host.carryOut(taken.get(4));

      Typed typed = verify(host);

      assertThat(typed.exitCode()).isEqualTo(76);
      assertThat(typed.out())
          .contains(
              "planted  doubled  doubled  command 0  result 2: has a second result; the first is at 0",
              "planted  missing  missing  command 1: has no answer",
              "planted  outOfOrder  second  command 2  result 6: answered after first (command 3",
              "1 host: 5 commands, 0 repeats, 5 results (0 of older commands), 0 pending, 4 breaches")
          // Whether it is accepted in the transaction of its begin is a matter of time.
          .containsPattern("planted  late  late  command 4  result \\d+: begun at ")
          .hasLineCount(6);
    }
  }

  /// Nothing is waited for a day: the command topic keeps its messages no longer.
  @Test
  void whatItsWorkerHasMarkedAsDoneIsMissedAtOnce() {
    try (AuditedHost host = host("marked")) {
      host.ask("done", "web");
      host.ask("lost", "web");
      host.ask("queued", "web");
      host.carryOut(host.taken(3).getFirst());
      host.markDone(2);

      Typed typed =
          Typed.withInput(
              "",
              InstantSource.system(),
              "audit",
              "verify",
              "--hosts=marked",
              "--pending",
              "--bootstrap=" + broker.bootstrapServers());

      assertThat(typed.out())
          .contains(
              "marked  missing  lost  command 1: has no answer",
              "marked  pending  queued  command 2: has no answer yet",
              "1 pending, 1 breaches");
      assertThat(typed.exitCode()).isEqualTo(76);
    }
  }

  @Test
  void whatIsNotTheWorkersBreaksTheChain() throws Exception {
    try (AuditedHost host = host("forged")) {
      host.ask("c-1", "web");
      host.ask("c-2", "web");
      List<Delivery> taken = host.taken(2);
      host.carryOut(taken.get(0));
      ConsumerRecord<byte[], byte[]> last = host.lastEvent();
      String altered =
          new String(last.value(), StandardCharsets.UTF_8).replace("\"c-1\"", "\"c-9\"");
      host.forge(bytes("c-9"), bytes(altered), last.headers());
      host.carryOut(taken.get(1));
      host.forge(bytes("c-3"), bytes("\u001b[2J"), last.headers());

      Typed typed = verify(host, "--json");

      assertThat(typed.exitCode()).isEqualTo(76);
      assertThat(typed.out()).doesNotContain("\u001b");
      assertThat(typed.out().lines().map(AuditVerifyIT::breach))
          .containsExactly("altered", "unasked", "chainBroken", "unreadable", "", "");
    }
  }

  private static String breach(String line) {
    JsonNode node = JsonMapper.shared().readTree(line);
    return node.path("breach").asString("");
  }

  @Test
  void whatRetentionRemovedIsNotHeldAgainstAnybody() throws Exception {
    try (AuditedHost host = host("retained");
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (String id : List.of("c-1", "c-2", "c-3")) {
        host.ask(id, "web");
      }
      List<Delivery> taken = host.taken(3);
      host.carryOut(taken.get(0));
      long afterFirst = host.lastEvent().offset() + 1;
      host.carryOut(taken.get(1));
      host.carryOut(taken.get(2));
      delete(admin, Topics.commands(host.name), 2);
      delete(admin, Topics.results(host.name), afterFirst);

      Typed typed = verify(host);

      assertThat(typed.out()).contains("1 commands", "2 results (1 of older commands)");
      assertThat(typed.exitCode()).isZero();
    }
  }

  private static void delete(Admin admin, String topic, long before) throws Exception {
    admin
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
        .all()
        .get();
  }

  @Test
  void anUnknownHostIsToldInOneSentence() {
    try (AuditedHost host = host("known")) {
      Typed typed =
          Typed.in("audit", "verify", "--hosts", "knwon", "--bootstrap", broker.bootstrapServers());

      assertThat(typed.exitCode()).isEqualTo(64);
      assertThat(typed.errors())
          .contains("no host or group is called knwon; did you mean known?")
          .hasLineCount(1);
      assertThat(host.name.text()).isEqualTo("known");
    }
  }

  @Test
  void aTopicThatIsNotThereIsToldInOneSentenceWithWhatToDo() throws Exception {
    try (AuditedHost host = host("half")) {
      deleteTopic(Topics.commands(host.name));

      Typed typed = verify(host);

      assertThat(typed.exitCode()).isEqualTo(69);
      assertThat(typed.errors())
          .contains("there is no topic longshore.commands.half", "longshore topics --hosts")
          .hasLineCount(1);
      assertThat(typed.out()).contains("1 host: no breach found; NOT VERIFIED: half");
      assertThat(verify(host, "--json").out()).contains("\"unverified\":[\"half\"]");
    }
  }

  @Test
  void aHostWhoseResultsCannotBeReadIsNotAccusedOfAnsweringNothing() throws Exception {
    AuditedHost host = host("unheard");
    try (host) {
      host.ask("c-1", "web");
    }
    deleteTopic(Topics.results(host.name));

    Typed typed = verify(host);

    assertThat(typed.exitCode()).isEqualTo(69);
    assertThat(typed.out())
        .isEqualToIgnoringNewLines("1 host: no breach found; NOT VERIFIED: unheard");
  }

  private static void deleteTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
      while (admin.listTopics().names().get().contains(topic)) {
        Thread.sleep(50);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
