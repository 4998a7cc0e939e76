package io.longshore.worker;

/// What became of the commands in flight when a worker ended.
///
/// @param finished those that came to their end
/// @param handedOver those that only waited: the next start takes them up again
/// @param running those that had not come to their end in time: the next start goes on with them
public record Drained(int finished, int handedOver, int running) {
  /// Whether nothing was still going on.
  public boolean complete() {
    return running == 0;
  }
}
