package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerArgumentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker --config w.yaml",
        "worker --config=w.yaml",
        "worker --debug --config w.yaml",
        "worker --config w.yaml --debug"
      })
  void thePlainStartOfAWorkerIsReadAtOnce(String words) {
    assertThat(WorkerArguments.of(List.of(words.split(" "))))
        .contains(new WorkerArguments(Path.of("w.yaml"), words.contains("--debug")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send",
        "worker",
        "worker --help",
        "worker --config",
        "worker --config=",
        "worker --config --debug",
        "worker --config a --config b",
        "worker --config w.yaml -V",
        "worker w.yaml",
        "--debug worker --config w.yaml"
      })
  void anythingElseIsLeftToTheWholeCommandLine(String words) {
    assertThat(WorkerArguments.of(List.of(words.split(" ")))).isEmpty();
  }

  @Test
  void noWordsAreNoWorker() {
    assertThat(WorkerArguments.of(List.of())).isEmpty();
  }
}
