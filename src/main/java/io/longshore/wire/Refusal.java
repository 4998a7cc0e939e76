package io.longshore.wire;

import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells all problems of a message as one failure: the first in the sentence, all of them in the
/// detail.
final class Refusal {
  private static final int MOST_TOLD = 50;

  private Refusal() {}

  static Failure of(FailureKind kind, List<Problem> problems) {
    Problem first = problems.getFirst();
    int more = problems.size() - 1;
    String message =
        first.placed()
            + (more == 0
                ? ""
                : more == 1
                    ? ", and 1 more problem"
                    : ", and "
                        + (more + 1 < Problems.MOST ? "" : "at least ")
                        + more
                        + " more problems");
    return new Failure(
        kind, message, first.hint(), more == 0 ? null : detail(problems), first.pointer());
  }

  private static @Nullable String detail(List<Problem> problems) {
    String told =
        problems.stream().limit(MOST_TOLD).map(Problem::placed).collect(Collectors.joining("\n"));
    return problems.size() > MOST_TOLD ? told + "\n…" : told;
  }
}
