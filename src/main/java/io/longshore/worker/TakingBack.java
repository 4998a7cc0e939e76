package io.longshore.worker;

import io.longshore.event.Failure;
import io.longshore.event.Rollback;
import io.longshore.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says what became of the old container when a replacement failed.
final class TakingBack {
  private TakingBack() {}

  /// @param undo what was to be done to take the replacement back
  /// @param failure why that did not succeed; null: it did
  static Rollback told(List<Step> undo, @Nullable Failure failure) {
    if (failure != null) {
      return new Rollback(false, notRestored(undo) + failure.message());
    }
    if (undo.stream().anyMatch(Step.AwaitRunning.class::isInstance)) {
      return new Rollback(true, "The container that ran before was put back and runs again.");
    }
    return new Rollback(
        true,
        renamed(undo)
            ? "The container that was there before was put back; it did not run before either."
            : "The container that was there before was not touched.");
  }

  private static String notRestored(List<Step> undo) {
    return undo.stream()
        .filter(Step.RenameContainer.class::isInstance)
        .map(Step.RenameContainer.class::cast)
        .map(rename ->
            "The container that was there before is either "
                + rename.to()
                + " again or still "
                + rename.name()
                + ", and has to be put right by hand: ")
        .reduce((_, last) -> last)
        .orElse("What was made for the replacement could not be removed: ");
  }

  private static boolean renamed(List<Step> undo) {
    return undo.stream().anyMatch(Step.RenameContainer.class::isInstance);
  }
}
