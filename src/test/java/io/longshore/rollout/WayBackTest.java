package io.longshore.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RunMode;
import io.longshore.command.VolumeName;
import io.longshore.generated.Dice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WayBackTest {
  private static final HostName HOST = new HostName("h1");
  private static final ContainerName WEB = new ContainerName("web");
  private static final ContainerName DB = new ContainerName("db");
  private static final int HOSTS = 2_000;
  private static final long SEED = 20261127;

  @Test
  void whatWasChangedLastIsBroughtBackFirst() {
    Map<ContainerName, Found> found = Map.of(WEB, asAsked("web:1"), DB, new Found.Absent());

    Before before = WayBack.of(HOST, List.of(start(DB, "db:2"), start(WEB, "web:2")), found);

    assertThat(before)
        .isEqualTo(
            new Before.Known(
                HOST,
                List.of(
                    new Step(Action.START_CONTAINER, "web:1", null, false),
                    new Step(Action.STOP_AND_REMOVE_CONTAINER, "{\"name\":\"db\"}", null, false)),
                List.of("web is as its command c-1 asked", "there is no db: it would be removed")));
  }

  @Test
  void oneContainerThatIsNotKnownIsEnoughToSaySo() {
    Map<ContainerName, Found> found =
        Map.of(WEB, asAsked("web:1"), DB, new Found.Unclear("nobody made it"));

    assertThat(WayBack.of(HOST, List.of(start(DB, "db:2"), start(WEB, "web:2")), found))
        .isEqualTo(new Before.Unknown(HOST, "nobody made it"));
  }

  @Test
  void aNameThatIsPulledAnewNoLongerTellsWhichImageItWas() {
    List<Command> work = List.of(pull("web:latest"), start(WEB, "web:latest"));

    assertThat(WayBack.of(HOST, work, Map.of(WEB, asAsked("web:latest"))))
        .isEqualTo(
            new Before.Unknown(
                HOST,
                "web runs web:latest, and a command pulls that name anew: what it means now would be lost; pull another tag"));
    assertThat(WayBack.of(HOST, work, Map.of(WEB, asAsked("web:1"))))
        .isInstanceOf(Before.Known.class);
  }

  @Test
  void whatNoCommandUndoesIsAnObstacle() {
    assertThat(WayBack.obstacle(new Command.RemoveVolume(new VolumeName("data"))))
        .contains("what was in a volume is gone with it");
    RunMode toItsEnd = new RunMode(false, true, false);
    ImageReference image = new ImageReference("job:1");
    assertThat(
            WayBack.obstacle(
                new Command.StartContainer(
                    ContainerSpec.of(WEB, image), ImageRequest.of(image), toItsEnd)))
        .isPresent();
    assertThat(WayBack.obstacle(start(WEB, "web:1"))).isEmpty();
    assertThat(WayBack.obstacle(new Command.RestartContainer(WEB, Lifecycle.DEFAULT, false)))
        .isEmpty();
  }

  @Test
  void whateverAHostWasAndWhateverWasDoneItIsAsBefore() {
    for (int index = 0; index < HOSTS; index++) {
      Dice dice = Dice.of(SEED, index);
      Map<String, String> containers = containers(dice);
      Map<String, String> atFirst = Map.copyOf(containers);
      List<Command> work = work(dice);
      Before before = WayBack.of(HOST, work, found(containers));

      work.forEach(command -> play(containers, command));
      if (before instanceof Before.Known known) {
        known.steps().forEach(step -> play(containers, step));
        assertThat(containers).as("host %d of seed %d", index, SEED).isEqualTo(atFirst);
        assertThat(known.steps()).hasSameSizeAs(WayBack.touched(work));
      } else {
        throw new AssertionError("host " + index + " of seed " + SEED + ": " + before);
      }
    }
  }

  /// Names to images.
  private static Map<String, String> containers(Dice dice) {
    Map<String, String> containers = new TreeMap<>();
    for (String name : List.of("web", "db", "cache")) {
      if (dice.chance(60)) {
        containers.put(name, name + ":" + dice.between(1, 3));
      }
    }
    return containers;
  }

  private static Map<ContainerName, Found> found(Map<String, String> containers) {
    Map<ContainerName, Found> found = new HashMap<>();
    for (String name : List.of("web", "db", "cache")) {
      String image = containers.get(name);
      found.put(new ContainerName(name), image == null ? new Found.Absent() : asAsked(image));
    }
    return found;
  }

  private static List<Command> work(Dice dice) {
    List<Command> work = new ArrayList<>();
    for (int count = dice.between(1, 6); count > 0; count--) {
      ContainerName name = new ContainerName(dice.oneOf("web", "db", "cache"));
      work.add(
          switch (dice.between(1, 5)) {
            case 1 -> new Command.StopContainer(name, Lifecycle.DEFAULT, true);
            case 2 -> new Command.StopAndRemoveContainer(name, Lifecycle.DEFAULT);
            case 3 -> new Command.RestartContainer(name, Lifecycle.DEFAULT, false);
            case 4 -> pull("other:" + dice.between(1, 3));
            default -> start(name, name + ":" + dice.between(1, 3));
          });
    }
    return work;
  }

  private static void play(Map<String, String> containers, Command command) {
    switch (command) {
      case Command.StartContainer start ->
          containers.put(start.name().text(), start.spec().image().toString());
      case Command.StopContainer stop ->
          containers.computeIfPresent(stop.name().text(), (_, image) -> image + " stopped");
      case Command.StopAndRemoveContainer remove -> containers.remove(remove.name().text());
      default -> {}
    }
  }

  private static void play(Map<String, String> containers, Step step) {
    if (step.action() == Action.START_CONTAINER) {
      containers.put(
          step.parameters().substring(0, step.parameters().indexOf(':')), step.parameters());
    } else {
      containers.remove(step.parameters().split("\"", -1)[3]);
    }
  }

  private static Found asAsked(String image) {
    return new Found.AsAsked(
        new Step(Action.START_CONTAINER, image, null, false),
        new ImageReference(image),
        "its command c-1");
  }

  private static Command pull(String image) {
    return new Command.PullImage(ImageRequest.of(new ImageReference(image)));
  }

  private static Command start(ContainerName name, String image) {
    ImageReference reference = new ImageReference(image);
    return new Command.StartContainer(
        ContainerSpec.of(name, reference), ImageRequest.of(reference), RunMode.DETACHED);
  }
}
