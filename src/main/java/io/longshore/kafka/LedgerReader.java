package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Rebuilds the ledger from the host's own results. Reads headers only.
///
/// To be used once the producer's `initTransactions` is through: then no write of an earlier worker
/// can land any more, and the topic's end is final.
final class LedgerReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long FIRST_STEP_BACK = 1000;

  private final TopicPartition results;
  private final Duration window;
  private final String commandTopicId;
  private final long firstCommand;
  private final Ledger ledger;
  private final Map<String, Owed> owed = new LinkedHashMap<>();
  private final Leftovers leftovers = new Leftovers();
  private final BitSet done = new BitSet();
  private @Nullable String head;
  private long events;

  /// @param window how far to look back from the newest result
  /// @param commandTopicId Kafka's id of the command topic as it is now
  /// @param firstCommand the offset of the oldest message in it
  LedgerReader(TopicPartition results, Duration window, String commandTopicId, long firstCommand) {
    this.results = results;
    this.window = window;
    this.commandTopicId = commandTopicId;
    this.firstCommand = firstCommand;
    this.ledger = new Ledger(window);
  }

  /// @param consumer of committed records
  /// @param newest when the newest result was appended, by the broker's clock; empty when there is
  ///   none
  /// @param now by the host's clock
  /// @throws TimeoutException when the broker hands out nothing for some seconds
  Recovered read(Consumer<byte[], byte[]> consumer, Optional<Instant> newest, Instant now) {
    if (newest.isPresent()) {
      consumer.assign(Set.of(results));
      long start = start(consumer, earlier(newest.get(), now).minus(window));
      consumer.seek(results, start);
      long end = consumer.endOffsets(Set.of(results)).getOrDefault(results, 0L);
      readTo(end, consumer, this::note);
      if (head == null) {
        readHeadBefore(start, consumer);
      }
    }
    List<Unanswered> unanswered =
        owed.entrySet().stream()
            .flatMap(
                entry -> CommandId.find(entry.getKey()).map(entry.getValue()::unanswered).stream())
            .filter(command -> !isAnswered(command.id()))
            .toList();
    unanswered.forEach(this::begun);
    return new Recovered(ledger, unanswered, leftovers.known(), done, head, events);
  }

  /// Either clock may be wrong, and one that is behind only has more read. A broker's that was
  /// ahead for a moment would hide what was begun before it; this host's may be set to any time.
  private static Instant earlier(Instant newest, Instant now) {
    return newest.isBefore(now) ? newest : now;
  }

  /// Where no command was answered within the window, the chain goes on from an older answer:
  /// mostly from one not far before.
  private void readHeadBefore(long start, Consumer<byte[], byte[]> consumer) {
    long first = first(consumer);
    long end = start;
    for (long step = FIRST_STEP_BACK; head == null && end > first; step *= 2) {
      long from = Math.max(first, end - step);
      consumer.seek(results, from);
      readTo(end, consumer, event -> noteHead(LedgerHeaders.said(event.headers())));
      end = from;
    }
  }

  private long first(Consumer<byte[], byte[]> consumer) {
    return consumer.beginningOffsets(Set.of(results)).getOrDefault(results, 0L);
  }

  private long start(Consumer<byte[], byte[]> consumer, Instant horizon) {
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(results, Math.max(0, horizon.toEpochMilli())));
    OffsetAndTimestamp at = found.get(results);
    return at == null ? first(consumer) : at.offset();
  }

  private void readTo(
      long end,
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    long stuckSince = System.nanoTime();
    long before = -1;
    for (long position = consumer.position(results);
        position < end;
        position = consumer.position(results)) {
      if (position != before) {
        before = position;
        stuckSince = System.nanoTime();
      } else if (System.nanoTime() - stuckSince > ClientProperties.CALL.toNanos()) {
        throw new TimeoutException(
            "no result was handed out for " + ClientProperties.CALL.toSeconds() + " s");
      }
      consumer.poll(POLL).forEach(reader);
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> event) {
    events++;
    ledger.advanceTo(Instant.ofEpochMilli(event.timestamp()));
    if (event.key() == null) {
      return;
    }
    String id = new String(event.key(), StandardCharsets.UTF_8);
    Map<String, String> said = LedgerHeaders.said(event.headers());
    switch (said.getOrDefault(LedgerHeaders.KIND, "")) {
      case LedgerHeaders.ACCEPTED ->
          owed.merge(id, Owed.notBegun(said, isGone(said)), Owed::acceptedAgain);
      case LedgerHeaders.STARTED -> {
        owed.merge(id, Owed.begun(said), Owed::again);
        CommandId.find(id).ifPresent(command -> ControlHeaders.noteStarted(command, said, ledger));
      }
      case LedgerHeaders.FINISHED -> {
        noteHead(said);
        owed.remove(id);
        CommandId.find(id).ifPresent(command -> noteFinished(command, said, event.offset()));
        noteMessage(said);
      }
      case LedgerHeaders.DUPLICATE -> {
        owed.remove(id);
        noteMessage(said);
      }
      case LedgerHeaders.CONFLICT -> {
        forgetOwed(id, said);
        noteMessage(said);
      }
      default -> {}
    }
  }

  /// One whose first result retention has removed is accepted when it is sent again, and nothing is
  /// owed to it but the conflict.
  private void forgetOwed(String id, Map<String, String> said) {
    Owed known = owed.get(id);
    if (known != null && known.isOwedTo(said)) {
      owed.remove(id);
    }
  }

  private void noteFinished(CommandId id, Map<String, String> said, long position) {
    ledger.finished(id, said.get(LedgerHeaders.DIGEST), position);
    ControlHeaders.noteFinished(id, said, ledger);
    leftovers.note(id, said);
  }

  private void noteHead(Map<String, String> said) {
    head = said.getOrDefault(LedgerHeaders.OWN, head);
  }

  /// A command that was sent again is accepted again, and is owed nothing but its first answer.
  private boolean isAnswered(CommandId id) {
    return ledger.stateOf(id) instanceof Ledger.State.Answered;
  }

  /// Whether the message that an event is about has left the command topic. Not when it does not
  /// tell.
  private boolean isGone(Map<String, String> said) {
    String offset = said.get(LedgerHeaders.OFFSET);
    return offset != null && (!isOfThisTopic(said) || Long.parseLong(offset) < firstCommand);
  }

  private boolean isOfThisTopic(Map<String, String> said) {
    return commandTopicId.equals(said.get(LedgerHeaders.TOPIC));
  }

  private void noteMessage(Map<String, String> said) {
    String offset = said.get(LedgerHeaders.OFFSET);
    if (offset != null && isOfThisTopic(said)) {
      long distance = Long.parseLong(offset) - firstCommand;
      if (distance >= 0) {
        done.set(Math.toIntExact(distance));
      }
    }
  }

  private void begun(Unanswered command) {
    if (command.digest() != null && command.firstAt() != null) {
      ledger.started(
          command.id(),
          command.digest(),
          new Ledger.State.Begun(
              command.attempts(), command.firstAt(), command.imageBefore(), command.beginning()));
    }
  }

  /// What is known of a command without an answer. Left as text: nearly all of them are answered
  /// some events later.
  ///
  /// @param digest null when its worker did not say
  /// @param attempt 0 when nothing was begun
  /// @param at of the first attempt; null when nothing was begun
  /// @param begun what its latest `started` event said; empty when there is none
  /// @param accepted what the `accepted` event of its latest message said; empty when there is none
  /// @param gone whether its message is no longer there
  private record Owed(
      @Nullable String digest,
      int attempt,
      @Nullable String at,
      Map<String, String> begun,
      Map<String, String> accepted,
      boolean gone) {
    static Owed notBegun(Map<String, String> said, boolean gone) {
      return new Owed(said.get(LedgerHeaders.DIGEST), 0, null, Map.of(), said, gone);
    }

    static Owed begun(Map<String, String> said) {
      return new Owed(
          said.getOrDefault(LedgerHeaders.DIGEST, ""),
          Integer.parseInt(said.getOrDefault(LedgerHeaders.ATTEMPT, "1")),
          said.getOrDefault(LedgerHeaders.AT, Instant.EPOCH.toString()),
          said,
          Map.of(),
          false);
    }

    Unanswered unanswered(CommandId id) {
      return new Unanswered(
          id,
          digest,
          attempt,
          at == null ? null : Instant.parse(at),
          begun.get(LedgerHeaders.IMAGE_BEFORE),
          LedgerHeaders.beginning(begun),
          gone);
    }

    /// A message that was sent again is there longer than the first.
    Owed acceptedAgain(Owed later) {
      return new Owed(digest, attempt, at, begun, later.accepted, later.gone);
    }

    Owed again(Owed later) {
      return new Owed(
          later.digest, later.attempt, at == null ? later.at : at, later.begun, accepted, gone);
    }

    /// Whether it is owed to the message that an event ends.
    boolean isOwedTo(Map<String, String> said) {
      String offset = said.get(LedgerHeaders.OFFSET);
      return offset != null
          && offset.equals(accepted.get(LedgerHeaders.OFFSET))
          && Objects.equals(said.get(LedgerHeaders.TOPIC), accepted.get(LedgerHeaders.TOPIC));
    }
  }
}
