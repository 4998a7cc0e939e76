package io.longshore.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The short form of the campaign, another one each time but in CI, where a commit gets one answer
/// as far as its timing goes; and the proof that its checker would see what it says is not there.
class CampaignIT {
  private static final long CI_SEED = 20261126;
  private static final String RESULT_IS_NEXT = "publisher.finish[finished] before";

  @Test
  @Timeout(900)
  void noPromiseIsBrokenByAnyFault(@TempDir Path directory) throws Exception {
    Options options = Options.brief(seed());

    Campaign.Result result = new Campaign(options, directory).run();

    assertThat(result.findings().violations()).as("%s%n%s", options, result).isEmpty();
    assertThat(result.audit().exitCode()).as("%s%n%s", options, result).isZero();
    assertThat(result.gaveUp()).as("%s%n%s", options, result).isZero();
    assertThat(result.kills()).isPositive();
    assertThat(result.points()).isPositive();
  }

  private static long seed() {
    return System.getenv("CI") == null ? System.nanoTime() : CI_SEED;
  }

  @Test
  @Timeout(900)
  void theCheckerFindsWhatHappensWithoutEachProtection(@TempDir Path directory) throws Exception {
    try (Site site = new Site("trixie");
        BrokerProcess broker = new BrokerProcess(directory)) {
      DirectedKill kill = new DirectedKill(site, broker, directory);
      Workload workload = new Workload(1, List.of("localhost/demo/tools:1"));
      kill.prepare(workload.first().getFirst());

      assertThat(
              kill.check(
                  PlantedBug.RESULT_APART,
                  "publisher.publish[finished] before",
                  workload.exec("tool-1"),
                  workload.exec("tool-1")))
          .extracting(Violation::kind)
          .containsExactly(Violation.Kind.MISSING);
      assertThat(
              kill.check(
                  PlantedBug.NO_STARTED,
                  "containers.exec[tool] after",
                  workload.exec("tool-1"),
                  workload.exec("tool-1")))
          .extracting(Violation::kind)
          .containsExactly(Violation.Kind.EFFECT_DOUBLED);
      assertThat(
              kill.check(
                  PlantedBug.EARLY_REMOVAL,
                  RESULT_IS_NEXT,
                  workload.task("task-1"),
                  workload.task("task-1")))
          .extracting(Violation::kind)
          .containsExactly(Violation.Kind.EFFECT_DOUBLED);
      assertThat(
              kill.check(
                  PlantedBug.NONE,
                  RESULT_IS_NEXT,
                  workload.task("task-1"),
                  workload.task("task-1")))
          .isEmpty();
    }
  }
}
