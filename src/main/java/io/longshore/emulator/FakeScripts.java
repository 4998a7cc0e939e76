package io.longshore.emulator;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.event.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the processes of fake containers do. One that nothing is said of runs until it is stopped,
/// and a program ends with 0.
public final class FakeScripts {
  private final Map<ContainerName, FakeProgram> byName = new ConcurrentHashMap<>();
  private final Map<List<String>, ExecResult> execByProgram = new ConcurrentHashMap<>();
  private final List<List<String>> endless = new CopyOnWriteArrayList<>();

  /// What the process of that container does.
  public void container(ContainerName name, FakeProgram program) {
    byName.put(name, program);
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
    return byName.getOrDefault(spec.name(), FakeProgram.SERVICE);
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

  ExecResult exec(List<String> program) {
    if (endless.contains(program)) {
      throw FakeFaults.failure(FailureKind.TIMED_OUT, program.getFirst() + " does not end");
    }
    return execByProgram.getOrDefault(program, Outputs.exec(0, "", ""));
  }
}
