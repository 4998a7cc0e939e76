package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExecSessionTest {
  private static final Program PROGRAM = Program.of(List.of("work"), ProcessUser.ROOT);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String WHOLE_FRAME = "\1\0\0\0\0\0\0\4half";
  private static final String CUT_FRAME = "\1\0\0\0\0\0\0\7half";
  private static final String RUNS = "{\"Running\":true,\"ExitCode\":0}";

  @TempDir private Path directory;
  private ScriptedPodman podman;
  private final AtomicInteger looks = new AtomicInteger();
  private String output = WHOLE_FRAME;
  private boolean killed;
  private int runsForLooks;
  private final AtomicBoolean removed = new AtomicBoolean();
  private int answerToRemoval = 200;
  private String gone = "";
  private String refused = "";
  private int refusal = 400;
  private String ended = "{\"Running\":false,\"ExitCode\":3}";

  @BeforeEach
  void open() throws IOException {
    podman = new ScriptedPodman(directory, LONG, this::answer);
  }

  @AfterEach
  void close() throws IOException {
    podman.close();
  }

  private void answer(String request, OutputStream answer) throws IOException {
    if (request.equals(gone)) {
      ScriptedPodman.json(answer, 404, "{\"cause\":\"no such exec session\"}");
      return;
    }
    if (request.equals(refused)) {
      ScriptedPodman.json(answer, refusal, "{\"cause\":\"something else\"}");
      return;
    }
    switch (request) {
      case "POST /containers/x/exec" -> ScriptedPodman.json(answer, 201, "{\"Id\":\"7\"}");
      case "POST /exec/7/start" -> {
        ScriptedPodman.stream(answer, output);
        if (killed) {
          podman.restart();
        }
      }
      case "GET /exec/7/json" ->
          ScriptedPodman.json(answer, 200, looks.getAndIncrement() < runsForLooks ? RUNS : ended);
      case "POST /exec/7/remove" -> {
        removed.set(true);
        ScriptedPodman.json(answer, answerToRemoval, "{}");
      }
      default -> throw new IllegalStateException(request);
    }
  }

  @Test
  void anEndThatTheEngineSawIsTheResult() {
    ExecResult result = run(LONG);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output().stdout()).isEqualTo("half");
  }

  /// Podman before 4.8 has no call for it.
  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void aSessionThatHasEndedIsRemovedWhereThatCanBeAskedFor(int answer) {
    answerToRemoval = answer;

    assertThat(run(LONG).exitCode()).isEqualTo(3);
    assertThat(removed).isTrue();
  }

  /// The next process of Podman 4.3 says of the session that it runs, that of Podman 5 that it
  /// ended with 0.
  @ParameterizedTest
  @CsvSource({"false, 0", "false, 1000000", "true, 0"})
  void aProgramWhoseEngineWasReplacedUnderItHasNoResult(boolean withinFrame, int runsForLooks) {
    output = withinFrame ? CUT_FRAME : WHOLE_FRAME;
    killed = true;
    this.runsForLooks = runsForLooks;
    ended = "{\"Running\":false,\"ExitCode\":0}";

    EngineException failure = failureOf(LONG);

    assertThat(failure.kind()).isEqualTo(FailureKind.INTERRUPTED);
    assertThat(failure).hasMessageContaining("Podman went away meanwhile");
  }

  /// It went with its container, before the program began or under it.
  @ParameterizedTest
  @CsvSource({"POST /exec/7/start, NOT_RUNNING", "GET /exec/7/json, INTERRUPTED"})
  void aSessionThatIsGoneHasNoResult(String request, FailureKind kind) {
    gone = request;

    assertThat(failureOf(LONG).kind()).isEqualTo(kind);
  }

  /// So that who asks again and again can tell that it is of no use.
  @ParameterizedTest
  @ValueSource(strings = {"POST /containers/x/exec", "POST /exec/7/start", "GET /exec/7/json"})
  void aCallThatIsRefusedForItselfIsToldFromAnyOtherFailure(String request) {
    refused = request;

    assertThat(failureOf(LONG).callRefused()).isTrue();

    refusal = 500;
    EngineException failure = failureOf(LONG);
    assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE);
    assertThat(failure.callRefused()).isFalse();
  }

  @Test
  void aSessionThatStaysGoneIsAMatterOfTheCallAndOneUnderAnotherEngineIsNot() {
    gone = "GET /exec/7/json";
    assertThat(failureOf(LONG).callRefused()).isTrue();

    killed = true;
    assertThat(failureOf(LONG).callRefused()).isFalse();
  }

  @Test
  void aProgramThatClosesItsOutputAndGoesOnIsWaitedFor() {
    runsForLooks = 3;

    assertThat(run(LONG).exitCode()).isEqualTo(3);
  }

  @Test
  void aProgramThatGoesOnWithoutOutputIsLookedAtLessAndLessOften() {
    runsForLooks = 1_000_000;

    EngineException failure = failureOf(Duration.ofSeconds(2));

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure).hasMessageContaining("it may still run");
    assertThat(looks).hasValueLessThan(10);
  }

  private EngineException failureOf(Duration limit) {
    return catchThrowableOfType(EngineException.class, () -> run(limit));
  }

  private ExecResult run(Duration limit) {
    return new ExecSession(podman.http(), podman.settings(), "run work in x", limit)
        .run("x", PROGRAM);
  }
}
