package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private boolean obstacle;
  private final Intake intake = new Intake(8, List.of(() -> false, () -> obstacle));

  @Test
  void whatIsFullOpensOnceAQuarterIsFree() {
    assertThat(intake.isClosed(7)).isFalse();
    assertThat(intake.isClosed(8)).isTrue();
    assertThat(intake.isClosed(7)).isTrue();
    assertThat(intake.isClosed(6)).isFalse();
    assertThat(intake.isClosed(7)).isFalse();
  }

  @Test
  void theSmallestOpensWhenItIsEmpty() {
    Intake smallest = new Intake(1, List.of());

    assertThat(smallest.isClosed(0)).isFalse();
    assertThat(smallest.isClosed(1)).isTrue();
    assertThat(smallest.isClosed(0)).isFalse();
  }

  @Test
  void oneObstacleClosesItHoweverLittleIsInHand() {
    obstacle = true;
    assertThat(intake.isClosed(0)).isTrue();

    obstacle = false;
    assertThat(intake.isClosed(0)).isFalse();
  }

  @Test
  void whatBecameFullBehindAnObstacleStaysSo() {
    obstacle = true;
    assertThat(intake.isClosed(8)).isTrue();

    obstacle = false;
    assertThat(intake.isClosed(7)).isTrue();
  }
}
