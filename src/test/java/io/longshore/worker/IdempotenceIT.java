package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.generated.ParameterGenerator;
import io.longshore.generated.ParameterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Idempotence, the test of tests: [IdempotenceProperty] of parameter sets made by chance, on both
/// generations of the real engine side by side.
///
/// System properties: `longshore.property.seed` (by default another one each time, but always the
/// same in CI, where one commit is to get one answer; every failure tells it),
/// `longshore.property.count` (sets on each host, 150), `longshore.property.index` (only that one
/// set).
class IdempotenceIT {
  private static final String PREFIX = "longshore.property.";
  private static final long CI_SEED = 20_261_125;
  private static final long SEED = Long.getLong(PREFIX + "seed", otherwise());
  private static final int COUNT = Integer.getInteger(PREFIX + "count", 150);
  private static final int INDEX = Integer.getInteger(PREFIX + "index", -1);

  private static long otherwise() {
    return System.getenv("CI") == null ? ThreadLocalRandom.current().nextInt(1_000_000) : CI_SEED;
  }

  @Test
  @Timeout(3600)
  void afterAStartNothingDiffersAndAfterAChangeExactlyThatDoes() {
    List<ParameterSet> sets =
        IntStream.range(0, COUNT)
            .filter(index -> INDEX < 0 || index == INDEX)
            .mapToObj(index -> ParameterGenerator.set(SEED, index))
            .toList();
    List<CompletableFuture<List<String>>> runs = new ArrayList<>();
    for (String host : List.of("b", "t")) {
      runs.add(CompletableFuture.supplyAsync(() -> run(host, sets), Thread::startVirtualThread));
    }
    List<String> failures = runs.stream().flatMap(run -> run.join().stream()).toList();
    assertThat(failures).isEmpty();
  }

  private static List<String> run(String host, List<ParameterSet> sets) {
    try (GeneratedSetsRun run = new GeneratedSetsRun(host)) {
      return run.check(sets);
    }
  }
}
