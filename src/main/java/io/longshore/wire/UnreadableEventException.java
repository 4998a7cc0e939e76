package io.longshore.wire;

/// A message that is no event known to this version. Whoever reads a topic decides whether to pass
/// over it.
public final class UnreadableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what was expected and what came
  public UnreadableEventException(String message) {
    super(message);
  }
}
