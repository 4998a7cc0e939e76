package io.longshore.ledger;

import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Which messages of the command topic are done. Commands finish out of order, so a commit holds
/// the first offset that is not done and, as its metadata, which ones above it are done. Safe for
/// use by many threads.
public final class OffsetTracker {
  /// The longest stretch from the first undone offset to the last seen that a commit's metadata
  /// (4096 bytes) can tell about.
  public static final int LONGEST_STRETCH = 20_000;

  private long watermark;
  private long next;
  private BitSet done;
  private final Set<Long> ahead = new HashSet<>();

  private OffsetTracker(long watermark, BitSet done) {
    this.watermark = watermark;
    this.next = watermark;
    this.done = done;
    advance();
  }

  /// Begins where nothing is done.
  ///
  /// @param first the first offset to be handed out
  public static OffsetTracker startingAt(long first) {
    return new OffsetTracker(first, new BitSet());
  }

  /// Goes on from what is known to be done.
  ///
  /// @param first the offset that the set counts from
  public static OffsetTracker of(long first, BitSet done) {
    return new OffsetTracker(first, (BitSet) done.clone());
  }

  /// Goes on from a commit.
  ///
  /// @param watermark the first offset that is not done
  /// @param metadata as [Position#metadata] gave it; empty for none
  /// @throws IllegalArgumentException when the metadata is of some other program's making
  public static OffsetTracker resume(long watermark, String metadata) {
    return new OffsetTracker(watermark, BitSet.valueOf(Base64.getDecoder().decode(metadata)));
  }

  /// Notes that a message comes up, in the order of offsets. False when it is done already and must
  /// be skipped.
  ///
  /// What was not handed out although a later message is (transaction markers, what retention
  /// removed) counts as done.
  public synchronized boolean begin(long offset) {
    long expected = Math.max(next, watermark);
    if (offset < expected) {
      return false;
    }
    skip(expected, offset);
    next = offset + 1;
    advance();
    return offset >= watermark && !done.get(distance(offset)) && !ahead.contains(offset);
  }

  /// Notes that a message is handed out before its turn, which it is then skipped at. False when it
  /// was handed out or is done already.
  public synchronized boolean beginAhead(long offset) {
    boolean known = offset < Math.max(next, watermark) || done.get(distance(offset));
    return !known && ahead.add(offset);
  }

  /// Notes that a message is done.
  public synchronized void finish(long offset) {
    ahead.remove(offset);
    if (offset >= watermark) {
      done.set(distance(offset));
      advance();
    }
  }

  /// What to commit now. What is done beyond [#LONGEST_STRETCH] is left out: a start learns it from
  /// the results.
  public synchronized Position position() {
    BitSet told = done.length() > LONGEST_STRETCH ? done.get(0, LONGEST_STRETCH) : done;
    return new Position(watermark, Base64.getEncoder().encodeToString(told.toByteArray()));
  }

  /// What to commit if these were done too.
  public synchronized Position positionWith(Collection<Long> finished) {
    OffsetTracker then = new OffsetTracker(watermark, (BitSet) done.clone());
    finished.forEach(then::finish);
    return then.position();
  }

  /// Whether a message is done.
  public synchronized boolean isDone(long offset) {
    return offset < watermark || done.get(distance(offset));
  }

  /// Whether the stretch has room for more messages; without, no more must be asked for until the
  /// oldest is done.
  public synchronized boolean hasRoom() {
    return next - watermark < LONGEST_STRETCH;
  }

  /// The first offset that did not come up in its turn.
  public synchronized long next() {
    return Math.max(next, watermark);
  }

  /// With nothing in flight the watermark just jumps: a gap can be millions long.
  private void skip(long from, long to) {
    if (from == watermark && done.isEmpty()) {
      watermark = to;
    } else {
      done.set(distance(from), distance(to));
    }
  }

  private void advance() {
    int passed = done.nextClearBit(0);
    if (passed > 0) {
      watermark += passed;
      done = done.get(passed, Math.max(passed, done.length()));
    }
  }

  private int distance(long offset) {
    return Math.toIntExact(offset - watermark);
  }

  /// A commit.
  ///
  /// @param offset the first offset that is not done
  /// @param metadata which ones above it are done, at most 4096 characters; empty for none
  public record Position(long offset, String metadata) {}
}
