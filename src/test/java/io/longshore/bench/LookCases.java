package io.longshore.bench;

import io.longshore.bench.Case.Effort;
import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import java.util.List;

/// Actions that find a running service and leave it alone.
final class LookCases {
  /// The service that is looked at.
  static final String NAME = "steady";

  private LookCases() {}

  static List<Case> of(OurSide ours, FloorSide floor) {
    return List.of(
        compareUnchanged(ours, floor),
        Case.of(
            "compare_container, differing, with the check inside",
            Effort.RUN,
            Turn.of(() -> ours.take(compareDiffering(), true)),
            Turn.of(() -> floor.compare(NAME, Commands.KOLLA))),
        Case.of(
            "compare_image",
            Effort.LOOK,
            Turn.of(() -> ours.take(compareImage(), false)),
            Turn.of(() -> floor.compareImage(NAME, Commands.KOLLA))),
        startUnchanged(ours, floor));
  }

  static Case compareUnchanged(OurSide ours, FloorSide floor) {
    return Case.of(
        "compare_container, unchanged, with the check inside",
        Effort.RUN,
        Turn.of(() -> ours.take(Commands.compare(NAME, Commands.KOLLA), false)),
        Turn.of(() -> floor.compare(NAME, Commands.KOLLA)));
  }

  static Case startUnchanged(OurSide ours, FloorSide floor) {
    return Case.of(
        "start_container, unchanged",
        Effort.LOOK,
        Turn.of(() -> ours.take(Commands.start(NAME, Commands.KOLLA), false)),
        Turn.of(() -> floor.startUnchanged(NAME, Commands.KOLLA)));
  }

  private static Command compareDiffering() {
    return new Command.CompareContainer(
        Commands.service(NAME, Commands.KOLLA, "COPY_ALWAYS", "other"));
  }

  private static Command compareImage() {
    return new Command.CompareImage(new ContainerName(NAME), Commands.KOLLA);
  }
}
