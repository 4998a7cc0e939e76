package io.longshore.ledger;

import java.util.BitSet;
import java.util.Base64;

/// Which messages of the command topic are done. Commands finish out of order, so a commit holds the first offset that is
/// not done and, as its metadata, which ones above it are. Safe for use by many threads.
public final class OffsetTracker {
  /// The longest stretch from the first undone offset to the last seen that a commit's metadata (4096 bytes) can tell about.
  public static final int LONGEST_STRETCH = 20_000;

  private long watermark;
  private long seen;
  private BitSet done;

  /// Goes on from a commit.
  ///
  /// @param watermark the first offset that is not done
  /// @param metadata as [Position#metadata] gave it; empty for none
  public OffsetTracker(long watermark, String metadata) {
    this.watermark = watermark;
    this.done = metadata.isEmpty() ? new BitSet() : BitSet.valueOf(Base64.getDecoder().decode(metadata));
    this.seen = watermark + done.length();
  }

  /// Notes that a message was handed out. False when it is done already and must be skipped.
  ///
  /// Offsets may have gaps (transaction markers, compaction): what lies between two messages counts as done.
  public synchronized boolean begin(long offset) {
    if (offset < watermark || done.get(distance(offset))) {
      return false;
    }
    if (offset > seen) {
      done.set(distance(Math.max(seen, watermark)), distance(offset));
    }
    seen = Math.max(seen, offset + 1);
    advance();
    return true;
  }

  /// Notes that a message is done.
  public synchronized void finish(long offset) {
    if (offset >= watermark) {
      done.set(distance(offset));
      advance();
    }
  }

  /// What to commit now.
  public synchronized Position position() {
    return new Position(watermark, done.isEmpty() ? "" : Base64.getEncoder().encodeToString(done.toByteArray()));
  }

  /// Whether the stretch has room for more messages; without, no more must be asked for until the oldest is done.
  public synchronized boolean hasRoom() {
    return seen - watermark < LONGEST_STRETCH;
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
