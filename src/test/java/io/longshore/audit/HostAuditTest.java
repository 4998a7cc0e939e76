package io.longshore.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.longshore.audit.Breach.Kind;
import io.longshore.command.HostName;
import io.longshore.event.Outcome;
import io.longshore.event.ResultDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each breach planted once, in what is otherwise in order.
class HostAuditTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String TOPIC = "a-topic-id";
  private static final String RESOURCE = "container/web";

  private final List<Breach> breaches = new ArrayList<>();
  private final HostAudit audit = new HostAudit(new HostName("web01"), breaches::add);
  private long asked = 100;
  private long told;
  private @Nullable String head;

  @BeforeEach
  void begin() {
    audit.beginsAt(new Told.MessagePlace(TOPIC, 100));
  }

  @Test
  void whatIsMarkedAsDoneAndHasNoAnswerIsMissingAtOnce() {
    long lost = ask("lost");
    ask("lost");
    ask("queued");
    audit.done(offset -> offset <= lost + 1);

    audit.end(NOON, Duration.ofDays(1));

    assertThat(breaches)
        .extracting(Breach::kind, Breach::command)
        .containsExactly(tuple(Kind.MISSING, lost), tuple(Kind.MISSING, lost + 1));
    assertThat(audit.counts().pending()).isEqualTo(1);
  }

  @Test
  void whatRetentionRemovesWhileItIsReadIsNotMissed() {
    long answered = ask("answered");
    ask("answered");
    audit.beginsAt(new Told.MessagePlace(TOPIC, answered + 2));
    ended("answered", answered);
    audit.done(_ -> true);

    audit.end(NOON, Duration.ofDays(1));

    assertThat(breaches).isEmpty();
  }

  private long ask(String id) {
    return ask(id, digest(id), null);
  }

  private long ask(String id, String digest, @Nullable Instant notAfter) {
    return ask(id, digest, null, notAfter);
  }

  private long ask(
      String id, String digest, @Nullable Instant notBefore, @Nullable Instant notAfter) {
    audit.ask(new Asked(asked, NOON, id, digest, notBefore, notAfter));
    return asked++;
  }

  private static String digest(String id) {
    return ResultDigest.of(null, bytes(id));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long begun(String id, Instant at, int attempt) {
    audit.tell(new Told.Begun(told, id, at, attempt));
    return told++;
  }

  private long ended(String id, @Nullable Long message) {
    return ended(id, message, Outcome.SUCCEEDED, digest(id));
  }

  private long ended(String id, @Nullable Long message, Outcome outcome, String digest) {
    Told.Ending ending = new Told.Ending(outcome, RESOURCE, digest, outcome == Outcome.SUCCEEDED);
    return ended(id, place(message), ending, link(id));
  }

  private long ended(
      String id, Told.@Nullable MessagePlace message, Told.Ending ending, Told.Link link) {
    audit.tell(new Told.Ended(told, id, message, ending, link));
    return told++;
  }

  private Told.Link link(String id) {
    String own = ResultDigest.of(head, bytes(id));
    Told.Link link = new Told.Link(head, own, own);
    head = own;
    return link;
  }

  private void repeated(String id, long message) {
    audit.tell(new Told.Repeated(told++, id, place(message)));
  }

  private static Told.@Nullable MessagePlace place(@Nullable Long message) {
    return message == null ? null : new Told.MessagePlace(TOPIC, message);
  }

  private List<Kind> found() {
    audit.end(NOON.plusSeconds(60), Duration.ZERO);
    assertThat(audit.counts().breaches()).isEqualTo(breaches.size());
    return breaches.stream().map(Breach::kind).toList();
  }

  @Test
  void aResultOfAMessageThatWasAnsweredAsARepeatIsFound() {
    long first = ask("c-1");
    repeated("c-1", first);
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.DOUBLED);
  }

  @Test
  void whatIsInOrderHasNoBreach() {
    long first = ask("c-1");
    long second = ask("c-2", digest("c-2"), NOON.plusSeconds(10));
    long again = ask("c-1");
    begun("c-1", NOON, 1);
    ended("c-1", first);
    begun("c-2", NOON.plusSeconds(10), 1);
    begun("c-2", NOON.plusSeconds(30), 2);
    ended("c-2", second);
    repeated("c-1", again);

    assertThat(found()).isEmpty();
    assertThat(audit.counts()).isEqualTo(new Counts(2, 1, 2, 0, 0, 0, 0));
    assertThat(audit.head()).isEqualTo(head);
  }

  @Test
  void aMissingResultIsFound() {
    long first = ask("c-1");
    ask("c-2");
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.MISSING);
    assertThat(breaches.getFirst())
        .isEqualTo(
            new Breach(new HostName("web01"), Kind.MISSING, "c-2", 101L, null, "has no answer"));
  }

  @Test
  void aMissingAnswerToARepeatIsFound() {
    long first = ask("c-1");
    ask("c-1");
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.MISSING);
  }

  @Test
  void whatMayStillBeAnsweredIsPending() {
    ask("young");
    ask("in time", digest("in time"), NOON.plusSeconds(600));
    ask("begun");
    begun("begun", NOON.plusSeconds(50), 1);

    audit.end(NOON.plusSeconds(60), Duration.ofSeconds(15));

    assertThat(breaches).extracting(Breach::commandId).containsExactly("young");
    assertThat(audit.counts().pending()).isEqualTo(2);
  }

  @Test
  void whatWaitsForItsTimeIsPendingUntilItsPatienceHasEnded() {
    ask("later", digest("later"), NOON.plusSeconds(50), null);
    ask("over", digest("over"), NOON.plusSeconds(40), null);

    audit.end(NOON.plusSeconds(60), Duration.ofSeconds(15));

    assertThat(breaches).extracting(Breach::commandId).containsExactly("over");
    assertThat(audit.counts().pending()).isEqualTo(1);
  }

  @Test
  void aRepeatOfACommandThatMayStillBeAnsweredIsPending() {
    ask("c-1", digest("c-1"), NOON.plusSeconds(600));
    ask("c-1");

    assertThat(found()).isEmpty();
    assertThat(audit.counts().pending()).isEqualTo(2);
  }

  @Test
  void aDoubledResultIsFound() {
    long first = ask("c-1");
    ended("c-1", first);
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.DOUBLED);
    assertThat(breaches.getFirst().what()).isEqualTo("has a second result; the first is at 0");
  }

  @Test
  void aDoubledAnswerToARepeatIsFound() {
    long first = ask("c-1");
    long again = ask("c-1");
    ended("c-1", first);
    repeated("c-1", again);
    repeated("c-1", again);

    assertThat(found()).containsExactly(Kind.DOUBLED);
  }

  @Test
  void aResultThatWentToARepeatIsFound() {
    long first = ask("c-1");
    long again = ask("c-1", digest("another"), null);
    ended("c-1", again, Outcome.SUCCEEDED, digest("another"));
    repeated("c-1", first);

    assertThat(found()).containsExactly(Kind.OUT_OF_ORDER);
    assertThat(breaches.getFirst().what())
        .isEqualTo("is of a message that only repeats the id of the one at " + first);
  }

  @Test
  void aResultThatNobodyAskedForIsFound() {
    ended("c-1", null);
    ended("c-2", 105L);

    assertThat(found()).containsExactly(Kind.UNASKED, Kind.UNASKED);
  }

  @Test
  void aResultThatNamesAnotherCommandsMessageIsFound() {
    ask("c-1");
    long second = ask("c-2");
    ended("c-1", second);
    ended("c-2", second);

    assertThat(found()).containsExactly(Kind.UNASKED, Kind.MISSING);
  }

  @Test
  void resultsOfCommandsThatRetentionRemovedAreCountedAndMayBeDoubledToo() {
    ended("older", 99L);
    Told.MessagePlace elsewhere = new Told.MessagePlace("another-topic", 500);
    Told.Ending ending = new Told.Ending(Outcome.SUCCEEDED, RESOURCE, digest("x"), true);
    ended("of a topic made anew", elsewhere, ending, link("of a topic made anew"));
    Told.Ending lost = new Told.Ending(Outcome.FAILED, null, digest("lost"), true);
    ended("lost", null, lost, link("lost"));
    ended("older", 99L);

    assertThat(found()).containsExactly(Kind.DOUBLED);
    assertThat(audit.counts().older()).isEqualTo(3);
  }

  @Test
  void aRepeatWhoseFirstMessageIsGoneHasItsOwnAnswer() {
    long again = ask("c-1");
    ended("c-1", 50L);
    repeated("c-1", again);

    assertThat(found()).isEmpty();
  }

  @Test
  void aRepeatOfACommandThatWasLostWithItsMessageHasItsOwnAnswer() {
    long again = ask("x");
    Told.Ending lost = new Told.Ending(Outcome.FAILED, null, digest("x"), true);
    ended("x", null, lost, link("x"));
    repeated("x", again);

    assertThat(found()).isEmpty();
  }

  @Test
  void aRepeatOfACommandThatWasLostWithItsMessageIsMissedToo() {
    ask("x");
    Told.Ending lost = new Told.Ending(Outcome.FAILED, null, digest("x"), true);
    ended("x", null, lost, link("x"));

    assertThat(found()).containsExactly(Kind.MISSING);
  }

  @Test
  void anExchangedCommandIsFound() {
    long first = ask("c-1", digest("another"), null);
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.OTHER_COMMAND);
  }

  @Test
  void aPairOutOfOrderIsFound() {
    long first = ask("c-1");
    long second = ask("c-2");
    ended("c-2", second);
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.OUT_OF_ORDER);
    assertThat(breaches.getFirst().what())
        .isEqualTo(
            "answered after c-2 (command 101, result 0), which was sent later for container/web");
  }

  @Test
  void whatIsAnsweredWithoutItsTurnKeepsNoOrder() {
    List<Outcome> early =
        List.of(
            Outcome.REJECTED,
            Outcome.DENIED,
            Outcome.EXPIRED,
            Outcome.SUPERSEDED,
            Outcome.CANCELLED);
    long first = ask("c-1");
    for (Outcome outcome : early) {
      String id = "c-" + outcome;
      ended(id, ask(id), outcome, digest(id));
    }
    ended("c-1", first);

    assertThat(found()).isEmpty();
  }

  @Test
  void aCommandBegunAfterItsDeadlineIsFound() {
    long first = ask("c-1", digest("c-1"), NOON);
    begun("c-1", NOON.plusMillis(1), 1);
    ended("c-1", first);

    assertThat(found()).containsExactly(Kind.LATE);
  }

  /// One that only waited, and then had to do something, says so.
  @Test
  void aCommandThatSaysAgainThatItBeginsMayDoSoAfterItsDeadline() {
    long first = ask("c-1", digest("c-1"), NOON);
    begun("c-1", NOON.minusMillis(1), 1);
    begun("c-1", NOON.plusMillis(1), 1);
    ended("c-1", first);

    assertThat(found()).isEmpty();
  }

  @Test
  void timesBeyondAllClocksAreTimesToo() {
    Instant latest = OffsetDateTime.MAX.toInstant();
    Instant earliest = OffsetDateTime.MIN.toInstant();
    long early = ask("early", digest("early"), earliest, earliest);
    begun("early", latest, 1);
    ended("early", early);
    ask("late", digest("late"), latest, latest);
    begun("late", earliest, 1);

    assertThat(found()).containsExactly(Kind.LATE);
    assertThat(audit.counts().pending()).isEqualTo(1);
  }

  @Test
  void aCommandBegunAfterItsResultIsFound() {
    long first = ask("c-1");
    ended("c-1", first);
    begun("c-1", NOON, 2);

    assertThat(found()).containsExactly(Kind.BEGUN_AGAIN);
  }

  @Test
  void aRemovedResultBreaksTheChainOnce() {
    long first = ask("c-1");
    long second = ask("c-2");
    long third = ask("c-3");
    ended("c-1", first);
    link("c-2");
    ended("c-3", third);

    assertThat(found()).containsExactly(Kind.CHAIN_BROKEN, Kind.MISSING);
    assertThat(second).isEqualTo(101);
  }

  @Test
  void aResultSlippedInBreaksTheChain() {
    ended("c-1", ask("c-1"));
    String before = head;
    ended("c-2", ask("c-2"));
    head = before;
    ended("c-3", ask("c-3"));

    assertThat(found()).containsExactly(Kind.CHAIN_BROKEN);
  }

  @Test
  void aTamperedResultIsFound() {
    long first = ask("c-1");
    long second = ask("c-2");
    Told.Link published = link("c-1");
    Told.Ending ending = new Told.Ending(Outcome.SUCCEEDED, RESOURCE, digest("c-1"), true);
    String tampered = ResultDigest.of(null, bytes("tampered"));
    ended("c-1", place(first), ending, new Told.Link(null, published.own(), tampered));
    ended("c-2", second);

    assertThat(found()).containsExactly(Kind.ALTERED, Kind.CHAIN_BROKEN);
  }

  @Test
  void aTamperedResultWithANewDigestBreaksTheChainAfterIt() {
    long first = ask("c-1");
    long second = ask("c-2");
    link("c-1");
    Told.Ending ending = new Told.Ending(Outcome.SUCCEEDED, RESOURCE, digest("c-1"), true);
    String tampered = ResultDigest.of(null, bytes("tampered"));
    ended("c-1", place(first), ending, new Told.Link(null, tampered, tampered));
    ended("c-2", second);

    assertThat(found()).containsExactly(Kind.CHAIN_BROKEN);
  }

  @Test
  void aKeptHeadIsFoundWhateverCameAfterIt() {
    audit.expectHead(digest("c-1"));
    ended("c-1", ask("c-1"));
    ended("c-2", ask("c-2"));

    assertThat(found()).isEmpty();
  }

  @Test
  void aKeptHeadThatRetentionHasRemovedIsFoundByTheResultAfterIt() {
    audit.expectHead(link("gone").computed());
    ended("c-1", ask("c-1"));

    assertThat(found()).isEmpty();
  }

  @Test
  void aKeptHeadThatNoResultLeadsThroughIsFound() {
    audit.expectHead(digest("kept"));
    ended("c-1", ask("c-1"));

    assertThat(found()).containsExactly(Kind.HEAD_GONE);
  }

  @Test
  void theFirstResultThatIsLeftMayFollowOneThatIsGone() {
    link("gone");
    ended("c-1", ask("c-1"));

    assertThat(found()).isEmpty();
  }

  @Test
  void aResultWithoutLinkIsAllowedOnlyAtTheBeginning() {
    Told.Ending ending = new Told.Ending(Outcome.SUCCEEDED, RESOURCE, null, true);
    ended("c-1", place(ask("c-1")), ending, new Told.Link(null, null, digest("c-1")));
    ended("c-2", ask("c-2"));
    ended("c-3", place(ask("c-3")), ending, new Told.Link(null, null, digest("c-3")));

    assertThat(found()).containsExactly(Kind.CHAIN_BROKEN);
    assertThat(audit.counts().unchained()).isEqualTo(1);
  }

  @Test
  void whatNoWorkerWritesIsFound() {
    audit.tell(new Told.Unreadable(7, "it has no key"));

    assertThat(found()).containsExactly(Kind.UNREADABLE);
  }
}
