package io.longshore.event;

import java.util.Locale;

/// How a command ended.
public enum Outcome {
  /// What it asked for holds.
  SUCCEEDED,
  /// It was tried and did not come to hold.
  FAILED,
  /// It could not be read or breaks a rule; nothing was done.
  REJECTED,
  /// The policy forbids it; nothing was done.
  DENIED,
  /// It came or would have begun after its `notAfter`; nothing was done.
  EXPIRED,
  /// It was called off.
  CANCELLED,
  /// A newer command made it pointless before it began.
  SUPERSEDED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name in messages.
  public String wireName() {
    return wireName;
  }
}
