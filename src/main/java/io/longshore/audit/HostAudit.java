package io.longshore.audit;

import io.longshore.command.HostName;
import io.longshore.event.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Checks one host's topics: all messages of its command topic are shown to it first, in their
/// order, then all events of its result topic, in theirs; then it tells what is still owed.
///
/// The result topic's end must have been looked up before the command topic's, so that each
/// answer's message is among those shown. Holds some 200 bytes for each command, whatever the
/// number of events, and some 120 for each result whose command retention has removed: its id. Not
/// a hash of it, which would save half of that, and of which two that are alike by chance would
/// accuse a worker of a second result.
public final class HostAudit {
  private final HostName host;
  private final Findings report;
  private Told.MessagePlace begin = new Told.MessagePlace("", 0);
  private LongPredicate done = _ -> false;
  private final Map<String, CommandState> commands = new HashMap<>();
  private final Set<String> older = new HashSet<>();
  private final OrderCheck order = new OrderCheck();
  private final ChainCheck chain = new ChainCheck();
  private long repeats;
  private long results;
  private long pending;
  private long unchained;
  private long breaches;

  public HostAudit(HostName host, Findings report) {
    this.host = host;
    this.report = report;
  }

  /// Takes the next message of the command topic.
  public void ask(Asked message) {
    CommandState known = commands.get(message.id());
    if (known == null) {
      commands.put(message.id(), new CommandState(message));
    } else {
      known.repeat(message);
      repeats++;
    }
  }

  /// Learns where the command topic begins, once all of it was shown: what lies before was removed
  /// by retention. Without, there is no command topic.
  public void beginsAt(Told.MessagePlace place) {
    begin = place;
  }

  /// Learns which messages, by their offsets, the worker has marked as done, which it does in one
  /// transaction with the answer. Every answer to them must be among the events that are shown.
  /// Without, none is known to be done.
  public void done(LongPredicate marked) {
    done = marked;
  }

  /// Learns a head of the chain that somebody kept. To be called before any event is shown;
  /// without, none is looked for.
  public void expectHead(String digest) {
    chain.expect(digest);
  }

  /// Takes the next event of the result topic.
  public void tell(Told event) {
    switch (event) {
      case Told.Begun begun -> begun(begun);
      case Told.Ended ended -> ended(ended);
      case Told.Repeated repeated -> repeated(repeated);
      case Told.Unreadable unreadable ->
          breach(Breach.Kind.UNREADABLE, null, null, unreadable.offset(), unreadable.why());
    }
  }

  /// Tells which messages have no answer: nothing is awaited any more for one that is marked as
  /// done. To be called last.
  ///
  /// @param patience how long after the last that was heard of a command, or it was to begin,
  ///   nothing is missed, if its deadline has passed or it has none
  public void end(Instant now, Duration patience) {
    chain
        .missed()
        .ifPresent(digest ->
            breach(
                Breach.Kind.HEAD_GONE,
                null,
                null,
                null,
                "no result is, or follows, the kept head " + digest));
    Instant since = now.minus(patience);
    commands.forEach((id, command) -> {
      boolean open = !command.isAnswered() && command.mayStillBeAnswered(now, since);
      if (!command.isAnswered() && isThere(command.offset)) {
        owed(id, command.offset, open && !done.test(command.offset));
      }
      // A repeat is answered with the first message's result, so not before it.
      command.unansweredRepeats().stream()
          .filter(repeat -> isThere(repeat.offset()))
          .forEach(repeat ->
              owed(
                  id,
                  repeat.offset(),
                  !done.test(repeat.offset())
                      && (open || repeat.appendedMillis() >= EventTimes.millis(since))));
    });
  }

  /// Of what retention has removed since it was shown, an answer can no longer be told apart.
  private boolean isThere(long offset) {
    return offset >= begin.offset();
  }

  /// What was looked at so far.
  public Counts counts() {
    return new Counts(
        commands.size(), repeats, results, pending, older.size(), unchained, breaches);
  }

  /// The digest of the newest terminal event, which stands for all before it; null when there is
  /// none.
  public @Nullable String head() {
    return chain.head();
  }

  private void begun(Told.Begun event) {
    CommandState command = commands.get(event.id());
    if (command == null) {
      return;
    }
    boolean first = command.begun(event.at());
    if (command.result != CommandState.NONE) {
      breach(
          Breach.Kind.BEGUN_AGAIN,
          event.id(),
          command.offset,
          event.offset(),
          "begun after its result at " + command.result);
    }
    if (first && event.attempt() == 1 && command.isLate(event.at())) {
      breach(
          Breach.Kind.LATE,
          event.id(),
          command.offset,
          event.offset(),
          "begun at " + event.at() + ", and its deadline was " + command.deadline());
    }
  }

  private void ended(Told.Ended event) {
    results++;
    chain
        .next(event.offset(), event.link())
        .ifPresent(fault -> breach(fault.kind(), event.id(), null, event.offset(), fault.what()));
    unchained += chain.head() == null ? 1 : 0;
    CommandState command = commands.get(event.id());
    if (command == null) {
      endedUnknown(event);
    } else if (command.result != CommandState.NONE) {
      breach(
          Breach.Kind.DOUBLED,
          event.id(),
          command.offset,
          event.offset(),
          "has a second result; the first is at " + command.result);
    } else {
      endedKnown(event, command);
    }
  }

  /// The command is not in the command topic.
  private void endedUnknown(Told.Ended event) {
    if (!isOlder(event.message(), event.ending())) {
      unasked(event.offset(), event.id(), event.message());
    } else if (!older.add(event.id())) {
      breach(Breach.Kind.DOUBLED, event.id(), null, event.offset(), "has a second result");
    }
  }

  private void endedKnown(Told.Ended event, CommandState command) {
    command.result = event.offset();
    if (isOlder(event.message(), event.ending())) {
      // It answers a message that is gone; what is there repeats it.
      return;
    }
    Long message = placeInTopic(event.message());
    if (message == null || message == command.offset) {
      answered(event, command);
    } else if (command.answerRepeat(message)) {
      breach(
          Breach.Kind.OUT_OF_ORDER,
          event.id(),
          message,
          event.offset(),
          "is of a message that only repeats the id of the one at " + command.offset);
    } else {
      unasked(event.offset(), event.id(), event.message());
    }
  }

  private void answered(Told.Ended event, CommandState command) {
    if (!command.answer()) {
      breach(
          Breach.Kind.DOUBLED, event.id(), command.offset, event.offset(), "has a further answer");
    }
    if (!command.hasDigest(event.ending().digest())) {
      breach(
          Breach.Kind.OTHER_COMMAND,
          event.id(),
          command.offset,
          event.offset(),
          "is of a command with the digest " + event.ending().digest());
    }
    order
        .next(event, command.offset)
        .ifPresent(what ->
            breach(Breach.Kind.OUT_OF_ORDER, event.id(), command.offset, event.offset(), what));
  }

  private void repeated(Told.Repeated event) {
    Long message = placeInTopic(event.message());
    if (message == null && event.message() != null) {
      return;
    }
    CommandState command = commands.get(event.id());
    if (command == null) {
      unasked(event.offset(), event.id(), event.message());
      return;
    }
    boolean ofFirst = message != null && message == command.offset;
    if (!(ofFirst ? command.answer() : command.answerRepeat(message))) {
      breach(
          Breach.Kind.DOUBLED,
          event.id(),
          message == null ? command.offset : message,
          event.offset(),
          "has a further answer");
    }
  }

  private void owed(String id, long message, boolean mayStillCome) {
    if (mayStillCome) {
      pending++;
      report.pending(host, id, message);
    } else {
      breach(Breach.Kind.MISSING, id, message, null, "has no answer");
    }
  }

  private void unasked(long offset, String id, Told.@Nullable MessagePlace message) {
    Long place = placeInTopic(message);
    String what =
        place == null
            ? "answers no message"
            : "names the message at " + place + ", which is none of this id";
    breach(Breach.Kind.UNASKED, id, place, offset, what);
  }

  /// Whether what is answered may be a message that retention has removed. A command that was lost
  /// with its message is answered without naming a place.
  private boolean isOlder(Told.@Nullable MessagePlace message, Told.Ending ending) {
    return message == null
        ? switch (ending.outcome()) {
          case FAILED, EXPIRED -> ending.resource() == null;
          case SUCCEEDED, REJECTED, DENIED, CANCELLED, SUPERSEDED -> false;
        }
        : placeInTopic(message) == null;
  }

  /// Null when the place is not told, or lies before the topic's beginning or in an earlier topic.
  private @Nullable Long placeInTopic(Told.@Nullable MessagePlace message) {
    return message == null
            || !message.topicId().equals(begin.topicId())
            || message.offset() < begin.offset()
        ? null
        : message.offset();
  }

  private void breach(
      Breach.Kind kind,
      @Nullable String id,
      @Nullable Long command,
      @Nullable Long result,
      String what) {
    breaches++;
    report.breach(new Breach(host, kind, id, command, result, what));
  }
}
