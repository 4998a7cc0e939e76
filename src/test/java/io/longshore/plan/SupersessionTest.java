package io.longshore.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.FactsQuery;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.Program;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.command.VolumeName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupersessionTest {
  private static final ContainerName WEB = new ContainerName("web");
  private static final ImageReference IMAGE = new ImageReference("registry.example/web:1");
  private static final ContainerSpec SPEC = ContainerSpec.of(WEB, IMAGE);
  private static final ImageRequest REQUEST = ImageRequest.of(IMAGE);
  private static final Lifecycle BY_ENGINE =
      new Lifecycle(RestartPolicy.ONESHOT, 10, Duration.ofSeconds(120), Duration.ofSeconds(10));
  private static final VolumeName VOLUME = new VolumeName("data");

  @Test
  void onlyWhatLeavesTheSameWithoutTheOlderOneSupersedesIt() {
    Map<String, Command> commands = ofAContainer();
    Map<String, Set<String>> pointless =
        Map.of(
            "stop", Set.of("stop", "restart", "remove", "stopAndRemove"),
            "restart", Set.of("stop", "restart", "remove", "stopAndRemove"),
            "start", Set.of("start", "recreate", "remove", "stopAndRemove"),
            "recreate", Set.of("remove", "stopAndRemove"),
            "remove", Set.of("remove", "stopAndRemove"),
            "stopAndRemove", Set.of("remove", "stopAndRemove"));
    commands.forEach((olderName, older) ->
        commands.forEach((newerName, newer) ->
            assertThat(Supersession.makesPointless(newer, older))
                .as("%s makes %s pointless", newerName, olderName)
                .isEqualTo(pointless.getOrDefault(olderName, Set.of()).contains(newerName))));
  }

  private static Map<String, Command> ofAContainer() {
    RunMode toItsEnd = new RunMode(false, true, false);
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("start", new Command.StartContainer(SPEC, REQUEST, RunMode.DETACHED));
    commands.put("task", new Command.StartContainer(SPEC, REQUEST, toItsEnd));
    commands.put(
        "recreate", new Command.RecreateOrRestartContainer(SPEC, REQUEST, RunMode.DETACHED));
    commands.put("restart", new Command.RestartContainer(WEB, Lifecycle.DEFAULT, true));
    commands.put("stop", new Command.StopContainer(WEB, Lifecycle.DEFAULT, false));
    commands.put("remove", new Command.RemoveContainer(WEB, Lifecycle.DEFAULT));
    commands.put("stopAndRemove", new Command.StopAndRemoveContainer(WEB, Lifecycle.DEFAULT));
    commands.put("compare", new Command.CompareContainer(SPEC));
    commands.put("compareImage", new Command.CompareImage(WEB, IMAGE));
    commands.put("exec", new Command.Exec(WEB, Program.of(List.of("true"), null)));
    commands.put("facts", new FactsQuery.GetContainersState(List.of(WEB)));
    return commands;
  }

  /// What it writes into the unit stays when the container is stopped or restarted.
  @Test
  void aRestartWithAPolicyOfItsOwnIsReplacedOnlyByOneThatHasOneToo() {
    Command named = new Command.RestartContainer(WEB, Lifecycle.DEFAULT, true, false);
    Command unnamed = new Command.RestartContainer(WEB, Lifecycle.DEFAULT, false);
    Command stop = new Command.StopContainer(WEB, Lifecycle.DEFAULT, false);

    assertThat(Supersession.makesPointless(unnamed, named)).isFalse();
    assertThat(Supersession.makesPointless(stop, named)).isFalse();
    assertThat(Supersession.makesPointless(named, named)).isTrue();
    assertThat(Supersession.makesPointless(named, unnamed)).isTrue();
  }

  @Test
  void aStopByTheEngineDoesNotReplaceOneByTheUnit() {
    Command byUnit = new Command.StopContainer(WEB, Lifecycle.DEFAULT, false);
    Command byEngine = new Command.StopContainer(WEB, BY_ENGINE, false);
    assertThat(Supersession.makesPointless(byEngine, byUnit)).isFalse();
    assertThat(Supersession.makesPointless(byUnit, byEngine)).isFalse();
    assertThat(Supersession.makesPointless(byEngine, byEngine)).isTrue();
  }

  @Test
  void ofImagesTheLastWordCountsIfItAsksInTheSameWay() {
    Command pull = new Command.PullImage(REQUEST);
    Command ensure = new Command.EnsureImage(REQUEST);
    Command remove = new Command.RemoveImage(IMAGE);
    Command otherwise =
        new Command.PullImage(
            new ImageRequest(IMAGE, new ImageRequest.Credentials("u", "secret"), null));
    assertThat(Supersession.makesPointless(pull, pull)).isTrue();
    assertThat(Supersession.makesPointless(pull, ensure)).isTrue();
    assertThat(Supersession.makesPointless(ensure, ensure)).isTrue();
    assertThat(Supersession.makesPointless(ensure, pull)).isFalse();
    assertThat(Supersession.makesPointless(pull, otherwise)).isFalse();
    assertThat(Supersession.makesPointless(remove, pull)).isTrue();
    assertThat(Supersession.makesPointless(remove, remove)).isTrue();
    assertThat(Supersession.makesPointless(pull, remove)).isFalse();
  }

  @Test
  void aVolumeThatIsRemovedAndMadeAgainIsEmptySoThatNeitherIsPointless() {
    Command create = new Command.CreateVolume(VOLUME);
    Command remove = new Command.RemoveVolume(VOLUME);
    assertThat(Supersession.makesPointless(create, remove)).isFalse();
    assertThat(Supersession.makesPointless(create, create)).isTrue();
    assertThat(Supersession.makesPointless(remove, create)).isTrue();
    assertThat(Supersession.makesPointless(remove, remove)).isTrue();
  }

  @Test
  void whatStandsBetweenHasToBePointlessToo() {
    Map<String, Command> of = ofAContainer();
    Command restart = get(of, "restart");
    Command remove = get(of, "remove");
    assertThat(Supersession.by(restart, List.of(get(of, "start"), remove))).hasValue(1);
    assertThat(Supersession.by(restart, List.of(get(of, "exec"), remove))).isEmpty();
    assertThat(Supersession.by(restart, List.of())).isEqualTo(OptionalInt.empty());
  }

  private static Command get(Map<String, Command> commands, String name) {
    Command command = commands.get(name);
    assertThat(command).isNotNull();
    return command;
  }
}
