package io.longshore.emulator;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.event.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the processes of fake containers do: by the container's name, else by its image, else it
/// runs until it is stopped.
public final class FakeScripts {
  private final Map<ContainerName, FakeProgram> byName = new ConcurrentHashMap<>();
  private final Map<ImageReference, FakeProgram> byImage = new ConcurrentHashMap<>();
  private final Map<ContainerName, ExecResult> execByName = new ConcurrentHashMap<>();
  private final Map<List<String>, ExecResult> execByProgram = new ConcurrentHashMap<>();
  private final List<List<String>> endless = new CopyOnWriteArrayList<>();

  /// What the process of that container does.
  public void container(ContainerName name, FakeProgram program) {
    byName.put(name, program);
  }

  /// What the processes of containers of that image do.
  public void image(ImageReference image, FakeProgram program) {
    byImage.put(image, program);
  }

  /// How every program that is run in that container ends.
  public void exec(ContainerName name, ExecResult result) {
    execByName.put(name, result);
  }

  /// How that program ends in whatever container.
  public void exec(List<String> program, ExecResult result) {
    execByProgram.put(program, result);
  }

  /// Makes that program never end: running it times out at once.
  public void execEndless(List<String> program) {
    endless.add(program);
  }

  FakeProgram of(ContainerSpec spec) {
    FakeProgram ofImage = byImage.getOrDefault(spec.image(), FakeProgram.SERVICE);
    return byName.getOrDefault(spec.name(), ofImage);
  }

  RunOutput output(FakeContainer container) {
    if (container.startedAt() == null) {
      return Outputs.whole("", "");
    }
    return switch (of(container.spec())) {
      case FakeProgram.Service _ -> Outputs.whole("", "");
      case FakeProgram.Run run -> Outputs.whole(run.stdout(), run.stderr());
    };
  }

  ExecResult exec(ContainerName name, List<String> program) {
    if (endless.contains(program)) {
      throw FakeFaults.failure(FailureKind.TIMED_OUT, program.getFirst() + " does not end");
    }
    ExecResult ofProgram = execByProgram.getOrDefault(program, Outputs.exec(0, "", ""));
    return execByName.getOrDefault(name, ofProgram);
  }
}
