package io.longshore.ledger;

import java.util.List;

/// What earlier workers have left undone that no message will ask for again.
///
/// @param lost commands to be answered
/// @param leftovers containers to be removed, if they are still there
public record Past(List<Lost> lost, List<Leftover> leftovers) {
  /// Nothing.
  public static final Past NONE = new Past(List.of(), List.of());

  public Past {
    lost = List.copyOf(lost);
    leftovers = List.copyOf(leftovers);
  }
}
