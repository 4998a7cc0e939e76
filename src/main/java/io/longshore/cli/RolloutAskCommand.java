package io.longshore.cli;

import io.longshore.client.BrokerAccess;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutEvent.Request;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longshore rollout pause`, `resume`, `abort` and `revert`: each writes a person's wish into the
/// topic, where whoever leads the rollout finds it.
@Command
final class RolloutAskCommand implements Callable<Integer> {
  static final ExitCode[] EXIT_CODES = {
    ExitCode.SUCCEEDED,
    ExitCode.USAGE,
    ExitCode.REJECTED,
    ExitCode.UNAVAILABLE,
    ExitCode.FILE,
    ExitCode.FAULT
  };

  private final Surroundings surroundings;
  private final Request request;

  @Spec private CommandSpec specification;

  @Mixin private BrokerOptions broker;

  @Parameters(paramLabel = "ROLLOUT", description = "Its name.")
  private String id = "";

  RolloutAskCommand(Surroundings surroundings, Request request) {
    this.surroundings = surroundings;
    this.request = request;
  }

  /// What it does, for the help.
  static String header(Request request) {
    return switch (request) {
      case PAUSE -> "Begin no further host; those that were begun end.";
      case RESUME -> "Go on after a pause or a canary's rest.";
      case ABORT -> "Send nothing more and end; what was changed stays.";
      case REVERT -> "Bring back what was changed, also after the end.";
    };
  }

  @Override
  public Integer call() {
    RolloutId rollout = RolloutRequests.id(id);
    BrokerAccess access = broker.access();
    RolloutState state = RolloutRequests.state(access, rollout);
    vain(request, state)
        .ifPresent(why -> {
          throw new CliException(ExitCode.REJECTED, why);
        });
    RolloutRequests.write(
        access,
        rollout,
        new RolloutEvent.Asked(
            surroundings.clock().instant(), request, surroundings.issuer().get()));
    PrintWriter out = specification.commandLine().getOut();
    out.println(
        "written down for whoever leads %s; if nobody does: longshore rollout run --id %s"
            .formatted(rollout, rollout));
    out.flush();
    return ExitCode.SUCCEEDED.number();
  }

  /// Why the wish would change nothing, as a sentence; empty when it would.
  static Optional<String> vain(Request request, RolloutState state) {
    RolloutId id = state.plan().id();
    if (request == Request.REVERT) {
      return state.plan().reversal().isPossible()
          ? Optional.empty()
          : Optional.of("the plan of " + id + " does not say how a host is brought back (revert:)");
    }
    String status = "longshore rollout status " + id;
    return switch (state.phase()) {
      case Phase.Ended _ when request == Request.RESUME ->
          Optional.of(
              "%s has ended and does not go on; to try again, give the plan another name (rollout:) and run it; what became of each host: %s"
                  .formatted(id, status));
      case Phase.Ended _ -> Optional.of(id + " has ended: " + status);
      case Phase.Held(_, Instant restUntil, boolean asked)
          when request == Request.PAUSE && restUntil == null && !asked ->
          Optional.of(
              "%s waits already until somebody lets it go on: longshore rollout resume %s"
                  .formatted(id, id));
      case Phase.Stopping _, Phase.Reverting _ when request == Request.PAUSE ->
          Optional.of(
              "%s begins no further host, so there is nothing to pause: %s".formatted(id, status));
      case Phase.Rolling _, Phase.Stopping _, Phase.Reverting _ when request == Request.RESUME ->
          Optional.of(
              "%s neither pauses nor rests, so there is nothing to resume: %s"
                  .formatted(id, status));
      case Phase.Rolling _, Phase.Held _, Phase.Stopping _, Phase.Reverting _ -> Optional.empty();
    };
  }
}
