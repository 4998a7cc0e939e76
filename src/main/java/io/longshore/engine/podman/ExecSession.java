package io.longshore.engine.podman;

import io.longshore.availability.Deadline;
import io.longshore.command.Program;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One program run in a container: the session is made, started (which turns the connection into
/// the program's output until its end), asked for the exit code, and removed. A program that
/// outlives the limit is left running: libpod has no way to end it.
///
/// The output has no length, so that it ends the same way when the program closes it and when
/// Podman's service is killed under it. Of a session that another process began, Podman 4.3 says
/// for ever that it runs, and Podman 5 that it ended with 0. Whether the process is still the same
/// ([EngineWitness]) tells the two apart: a program that closed its output and goes on is waited
/// for, one that was cut off has no result.
final class ExecSession {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /// How long a result that is known waits for its session to be removed.
  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(2);

  private final LibpodHttp http;
  private final PodmanSettings settings;
  private final String attempt;
  private final Duration limit;
  private final Deadline deadline;

  /// @param attempt what is tried, for messages
  /// @param limit the longest that all of it may take
  ExecSession(LibpodHttp http, PodmanSettings settings, String attempt, Duration limit) {
    this.http = http;
    this.settings = settings;
    this.attempt = attempt;
    this.limit = limit;
    this.deadline = Deadline.in(limit);
  }

  /// Runs the program in the container.
  ///
  /// @param container as [ContainerLookup#address] names it
  ExecResult run(String container, Program program) {
    String session = create(container, program);
    try (EngineWitness engine = EngineWitness.open(settings.socket(), attempt)) {
      return run(session, engine);
    }
  }

  private ExecResult run(String session, EngineWitness engine) {
    try {
      RunOutput output = start(session);
      int exitCode = exitCode(session, engine);
      remove(session);
      return new ExecResult(exitCode, output);
    } catch (EngineException failure) {
      throw sinceBegun(failure, engine);
    }
  }

  /// What a failure means once the program may run: without an engine or an answer nobody knows
  /// what became of it. An output that was cut within a frame is a failure of the engine's, too.
  private EngineException sinceBegun(EngineException failure, EngineWitness engine) {
    if (failure.kind() == FailureKind.ENGINE_UNAVAILABLE
        || (failure.kind() == FailureKind.ENGINE && engine.isGone())) {
      return Failures.lostSight(attempt, "Podman", failure);
    }
    return failure.kind() == FailureKind.TIMED_OUT && deadline.isOver()
        ? Failures.mayGoOn(attempt, limit, failure)
        : failure;
  }

  private String create(String container, Program program) {
    ObjectNode body =
        JsonMapper.shared().createObjectNode().put("AttachStdout", true).put("AttachStderr", true);
    if (program.user() != null) {
      body.put("User", program.user().text());
    }
    if (program.workingDirectory() != null) {
      body.put("WorkingDir", program.workingDirectory().text());
    }
    program.words().forEach(body.putArray("Cmd")::add);
    ArrayNode variables = body.putArray("Env");
    program.environment().variables().forEach((name, value) -> variables.add(name + "=" + value));
    return done(http.post(
            attempt,
            http.path("containers", container, "exec"),
            body,
            deadline.left(),
            Answer.JSON))
        .path("Id")
        .asString();
  }

  private RunOutput start(String session) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("Detach", false).put("Tty", false);
    Answer.Reader<RunOutput> frames =
        (_, stream) -> Frames.read(stream, settings.outputLimit()).output(true);
    return done(
        http.post(attempt, http.path("exec", session, "start"), body, deadline.left(), frames));
  }

  /// A session goes with its container, however that is said.
  private static boolean isGone(Refusal refusal) {
    return refusal.gone() && !refusal.noSuchContainer();
  }

  private <T> T done(Answer<T> answer) {
    if (answer instanceof Answer.Refused<T>(Refusal refusal)
        && (refusal.notRunning() || refusal.conflict() || isGone(refusal))) {
      throw refusal.toException(
          FailureKind.NOT_RUNNING, "Podman cannot " + attempt + ": it does not run, or is paused");
    }
    return answer.orThrow(attempt);
  }

  /// The output ends a moment before the exit code is known, or long before it where the program
  /// closes it. The engine is looked at after each answer: what the next process says is no answer.
  private int exitCode(String session, EngineWitness engine) {
    for (Duration pause = SHORTEST_PAUSE; ; pause = longer(pause)) {
      Answer<JsonNode> answer = http.get(attempt, http.path("exec", session, "json"), Answer.JSON);
      if (engine.isGone()) {
        throw Failures.lostSight(attempt, "Podman", null);
      }
      if (answer instanceof Answer.Refused<JsonNode>(Refusal refusal) && refusal.gone()) {
        throw Failures.lostSession(attempt, refusal.toException(attempt));
      }
      JsonNode document = answer.orThrow(attempt);
      if (!document.path("Running").asBoolean(false)) {
        return document.path("ExitCode").asInt();
      }
      if (deadline.isOver()) {
        throw Failures.timedOut(attempt, limit, new TimeoutException("the program still runs"));
      }
      Pause.of(deadline.leftAtMost(pause), attempt);
    }
  }

  /// Otherwise Podman keeps the session for five minutes. Before 4.8 it has no such call, and says
  /// so.
  private void remove(String session) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("Force", true);
    try {
      Answer<Boolean> _ =
          http.post(
              attempt,
              http.path("exec", session, "remove"),
              body,
              deadline.leftAtMost(LONGEST_REMOVAL),
              Answer.CHANGED);
    } catch (EngineException left) {
      // Podman removes it by itself, and what the program came to is known.
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
