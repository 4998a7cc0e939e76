package io.longshore.rollout;

import org.jspecify.annotations.Nullable;

/// How many hosts may fail. A limit that is reached holds; one that is passed is breached.
///
/// @param maxFailPercentage of a batch's hosts, 0 to 100, as Ansible counts it; null: no such limit
/// @param maxFailures of all hosts so far; null: no such limit
public record Budget(@Nullable Integer maxFailPercentage, @Nullable Integer maxFailures) {
  /// No host may fail.
  public static final Budget NONE = new Budget(null, 0);

  private static final long WHOLE = 100;

  /// Whether more have failed than may.
  ///
  /// @param failedInBatch how many of the batch
  /// @param batchSize how many hosts the batch has, at least 1
  /// @param failed how many of all
  public boolean isBreached(int failedInBatch, int batchSize, int failed) {
    return (maxFailPercentage != null
            && failedInBatch * WHOLE > (long) maxFailPercentage * batchSize)
        || (maxFailures != null && failed > maxFailures);
  }

  /// In words, for a report.
  @Override
  public String toString() {
    String share = maxFailPercentage == null ? "" : maxFailPercentage + " % of a batch";
    String whole = maxFailures == null ? "" : maxFailures + " hosts";
    return share.isEmpty() || whole.isEmpty() ? share + whole : share + " and " + whole;
  }
}
