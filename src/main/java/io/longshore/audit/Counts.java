package io.longshore.audit;

/// What was looked at.
///
/// @param commands how many commands, repeats counted once
/// @param repeats how many messages repeated an id
/// @param results how many terminal events
/// @param pending how many messages have no answer that is due yet
/// @param older how many terminal events are of commands that are no longer in the command topic
/// @param unchained how many terminal events stand before the beginning of the chain
/// @param breaches how many breaches
public record Counts(
    long commands,
    long repeats,
    long results,
    long pending,
    long older,
    long unchained,
    long breaches) {
  /// Nothing.
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  /// Both together.
  public Counts plus(Counts more) {
    return new Counts(
        commands + more.commands,
        repeats + more.repeats,
        results + more.results,
        pending + more.pending,
        older + more.older,
        unchained + more.unchained,
        breaches + more.breaches);
  }
}
