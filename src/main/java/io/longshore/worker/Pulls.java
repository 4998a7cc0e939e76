package io.longshore.worker;

import io.longshore.command.ImageReference;
import io.longshore.engine.EngineException;
import io.longshore.engine.Images;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.Step;
import java.time.Duration;
import java.util.Optional;

/// Performs the steps that pull an image.
final class Pulls {
  private static final int SHORT_ID = 12;

  private final Images images;
  private final Duration limit;
  private final SteadyClock clock;

  /// @param limit the longest that a pull may take
  Pulls(Images images, Duration limit, SteadyClock clock) {
    this.images = images;
    this.limit = limit;
    this.clock = clock;
  }

  /// Pulls; changed when the reference then names another image than before, whatever else about
  /// the image is new (D72).
  ///
  /// @throws EngineException saying, too, when the local image of that name is as it was
  StepOutcome pull(Step.PullImage step, StepContext context) {
    try {
      String id =
          images.pull(step.request(), context.progress(), context.within(limit, clock.instant()));
      return StepOutcome.of(!id.equals(step.currentId()));
    } catch (EngineException failure) {
      throw step.currentId() != null && isLocal(step.request().image(), step.currentId())
          ? untouched(failure, step.currentId())
          : failure;
    }
  }

  private boolean isLocal(ImageReference image, String id) {
    try {
      Optional<ObservedImage> found = images.find(image);
      return found.isPresent() && found.get().id().equals(id);
    } catch (EngineException silent) {
      return false;
    }
  }

  private static EngineException untouched(EngineException failure, String id) {
    return new EngineException(
        failure.kind(),
        failure.getMessage()
            + "; the local image of that name ("
            + id.substring(0, Math.min(SHORT_ID, id.length()))
            + ") is as it was",
        failure.hint(),
        failure.engineWords(),
        failure);
  }
}
