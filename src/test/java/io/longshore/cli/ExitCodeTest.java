package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.Results;
import io.longshore.event.Outcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED,,0", "FAILED,,70", "REJECTED,,65", "DENIED,,77", "EXPIRED,,71", "CANCELLED,,72",
        "SUPERSEDED,,73",
    "SUCCEEDED,0,0", "FAILED,3,3", "FAILED,255,255", "FAILED,0,70", "FAILED,256,70", "FAILED,-1,70",
        "CANCELLED,137,137"
  })
  void theContainersOwnCodeWinsWhereItTellsMore(Outcome outcome, Integer rc, int expected) {
    assertThat(ExitCode.of(Results.finished(outcome, rc))).isEqualTo(expected);
  }

  @Test
  void noTwoMeaningsShareANumber() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
  }
}
