package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.cli.rollout.LeadLapsedException;
import io.longshore.cli.rollout.LostLeadException;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RolloutRunCommandTest {
  private final StringWriter errors = new StringWriter();
  private final Deque<Boolean> lapses = new ArrayDeque<>();

  @Test
  void whoLosesTheLeadFiveTimesInVainGivesUp() {
    lapses.addAll(Collections.nCopies(9, false));

    assertThatExceptionOfType(CliException.class)
        .isThrownBy(this::led)
        .withMessageContaining("5 times in a row; run it again")
        .satisfies(given -> assertThat(given.exitCode()).isEqualTo(ExitCode.UNAVAILABLE));
    assertThat(lapses).hasSize(4);
    assertThat(errors.toString().lines())
        .hasSize(4)
        .allMatch(line -> line.endsWith("goes on with it"));
  }

  @Test
  void whoGetsOnInBetweenGoesOn() {
    lapses.addAll(Collections.nCopies(4, false));
    lapses.add(true);
    lapses.addAll(Collections.nCopies(4, false));

    assertThatExceptionOfType(EndedException.class).isThrownBy(this::led);
    assertThat(lapses).isEmpty();
  }

  private RolloutState led() {
    return RolloutRunCommand.led(this::lead, new PrintWriter(errors));
  }

  private RolloutState lead() {
    if (lapses.isEmpty()) {
      throw new EndedException();
    }
    throw new LeadLapsedException(
        new RolloutId("web-2"),
        lapses.pop(),
        new LostLeadException("refused", new EndedException()));
  }

  private static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
