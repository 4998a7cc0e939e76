package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.command.VolumeName;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeFaults.Effect;
import io.longshore.emulator.FakeOperation;
import io.longshore.emulator.FakeProgram;
import io.longshore.emulator.Outputs;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The contract on the double, and what only a double can do.
class FakeContainerEngineTest implements ContainerEngineContract {
  private static final ContainerName DB = new ContainerName("db");
  private final Fixture fixture = new Fixture();

  @Override
  public EngineFixture fixture() {
    return fixture;
  }

  @Test
  void aScriptedFailureHappensOnceAndChangesNothing() {
    VolumeName volume = new VolumeName("v");
    fixture.engine.faults().failNext(FakeOperation.CREATE_VOLUME, FailureKind.ENGINE_UNAVAILABLE);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> fixture.engine.volumes().create(volume, Map.of()))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE));
    assertThat(fixture.engine.volumes().create(volume, Map.of())).isTrue();
    assertThat(fixture.engine.faults().effects())
        .containsExactly(new Effect(FakeOperation.CREATE_VOLUME, "v"));
  }

  @Test
  void aLostAnswerLeavesItsEffect() {
    VolumeName volume = new VolumeName("v");
    fixture.engine.faults().loseNextAnswer(FakeOperation.CREATE_VOLUME, FailureKind.TIMED_OUT);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> fixture.engine.volumes().create(volume, Map.of()));
    assertThat(fixture.engine.volumes().find(volume)).isPresent();
  }

  @Test
  void aRunThatTakesTimeIsWaitedFor() {
    fixture
        .engine
        .containers()
        .scripts()
        .container(DB, FakeProgram.endsAfter(Duration.ofMillis(100), 4));
    fixture.engine.containers().create(fixture.service(DB), Map.of(), EngineRestart.NEVER);
    fixture.engine.containers().start(DB);

    assertThat(fixture.engine.containers().awaitExit(DB, Duration.ofSeconds(10))).contains(4);
  }

  private static final class Fixture implements EngineFixture {
    private static final ImageReference TOOLS = new ImageReference("registry.example/demo/tools:1");
    private final FakeContainerEngine engine =
        FakeContainerEngine.recording(InstantSource.system());

    Fixture() {
      engine.images().load(TOOLS.text());
      engine.images().load(ownImage().text());
      engine.images().publish(publishedImage().text());
      engine.containers().scripts().execEndless(endlessProgram());
    }

    @Override
    public ContainerEngine engine() {
      return engine;
    }

    @Override
    public ContainerSpec service(ContainerName name) {
      return ContainerSpec.of(name, TOOLS);
    }

    @Override
    public ContainerSpec task(ContainerName name, int exitCode, String stdout, String stderr) {
      engine.containers().scripts().container(name, FakeProgram.ends(exitCode, stdout, stderr));
      return service(name);
    }

    @Override
    public List<String> program(int exitCode, String stdout, String stderr) {
      List<String> program = List.of("program", Integer.toString(exitCode));
      engine.containers().scripts().exec(program, Outputs.exec(exitCode, stdout, stderr));
      return program;
    }

    @Override
    public List<String> endlessProgram() {
      return List.of("sleep", "3600");
    }

    @Override
    public ImageReference ownImage() {
      return new ImageReference("own.example/contract/own:1");
    }

    @Override
    public ImageReference publishedImage() {
      return new ImageReference("registry.example:5000/demo/web:2");
    }

    @Override
    public ImageReference unpublishedImage() {
      return new ImageReference("registry.example:5000/demo/web:404");
    }
  }
}
