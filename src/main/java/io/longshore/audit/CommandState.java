package io.longshore.audit;

import io.longshore.event.EventTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one command while its host's results are read. There are as many as commands in
/// the topic, so times and digests are held as numbers.
final class CommandState {
  /// No result was seen.
  static final long NONE = -1;

  private static final int DIGITS = 16;

  final long offset;
  private final long digest;
  private final long wantedMillis;
  private final long notAfterMillis;
  private @Nullable List<Repeat> repeats;
  private long begunMillis = Long.MIN_VALUE;
  private boolean answered;
  long result = NONE;

  /// A further message under the same id that has no answer yet.
  record Repeat(long offset, long appendedMillis) {}

  CommandState(Asked first) {
    this.offset = first.offset();
    this.digest = number(first.digest());
    this.wantedMillis = wanted(first);
    this.notAfterMillis = first.notAfter() == null ? Long.MAX_VALUE : millis(first.notAfter());
  }

  /// From when on it may be begun.
  private static long wanted(Asked asked) {
    long appended = EventTimes.millis(asked.appendedAt());
    return asked.notBefore() == null
        ? appended
        : Math.max(appended, EventTimes.millis(asked.notBefore()));
  }

  void repeat(Asked again) {
    if (repeats == null) {
      repeats = new ArrayList<>(1);
    }
    repeats.add(new Repeat(again.offset(), EventTimes.millis(again.appendedAt())));
  }

  /// The first message has its answer. False when it had one.
  boolean answer() {
    boolean first = !answered;
    answered = true;
    return first;
  }

  boolean isAnswered() {
    return answered;
  }

  /// A repeat has its answer. False when there is no such repeat, or it had one.
  ///
  /// @param message null: any
  boolean answerRepeat(@Nullable Long message) {
    List<Repeat> open = unansweredRepeats();
    for (int i = 0; i < open.size(); i++) {
      if (message == null || open.get(i).offset() == message) {
        open.remove(i);
        return true;
      }
    }
    return false;
  }

  List<Repeat> unansweredRepeats() {
    return repeats == null ? List.of() : repeats;
  }

  /// Whether the command may have that digest; true when one of them is not known.
  boolean hasDigest(@Nullable String other) {
    return other == null || digest == 0 || digest == number(other);
  }

  /// Whether it had not begun before.
  boolean begun(Instant at) {
    boolean first = begunMillis == Long.MIN_VALUE;
    begunMillis = Math.max(begunMillis, EventTimes.millis(at));
    return first;
  }

  /// Whether something begun then was begun too late.
  boolean isLate(Instant at) {
    return EventTimes.millis(at) > notAfterMillis;
  }

  Instant deadline() {
    return Instant.ofEpochMilli(notAfterMillis);
  }

  /// Whether the first message's answer may still come.
  ///
  /// @param since what was seen of the command after that, or was to begin after it, may still be
  ///   on its way
  boolean mayStillBeAnswered(Instant now, Instant since) {
    return Math.max(wantedMillis, begunMillis) >= EventTimes.millis(since)
        || (notAfterMillis != Long.MAX_VALUE && EventTimes.millis(now) <= notAfterMillis);
  }

  /// Rounded up, so that nothing counts as late by a part of a millisecond.
  private static long millis(Instant instant) {
    return EventTimes.millis(EventTimes.near(instant).plusNanos(999_999));
  }

  /// 64 of a digest's bits tell one command from another as well as all; 0 says that there is none.
  private static long number(@Nullable String digest) {
    if (digest == null || digest.length() < DIGITS) {
      return 0;
    }
    try {
      return HexFormat.fromHexDigitsToLong(digest, 0, DIGITS);
    } catch (IllegalArgumentException notHexadecimal) {
      return digest.hashCode() | 1;
    }
  }
}
