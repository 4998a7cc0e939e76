package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds Longshore to the reference's behaviour: each line of `kolla-cases.jsonl` that is ours is a
/// test, named by its id. Lines of another file are run with `-Dkolla.cases=FILE`.
class KollaCasesTest {
  /// Aspects whose lines nothing checks yet. They are left out by name and counted aloud; an aspect
  /// that stands neither here nor among the checks fails.
  private static final Set<String> NOT_YET_SERVED =
      Set.of(
          "create_volume",
          "ensure_image",
          "frames",
          "pull_image",
          "recreate_or_restart_container",
          "remove_container",
          "remove_image",
          "remove_volume",
          "restart_container",
          "start_container",
          "stop_and_remove_container",
          "stop_container",
          "systemd_wait");

  private static final Map<String, Check> CHECKS = checks();

  @ParameterizedTest(name = "{0}")
  @MethodSource("served")
  void behavesAsTheReferenceIsMeantTo(KollaCase given) {
    assertThatCode(() -> check(given)).as(given.toString()).doesNotThrowAnyException();
  }

  private static void check(KollaCase given) {
    if (ParameterCases.decides(given.line())) {
      ParameterCases.check(given.line());
      return;
    }
    Check check = CHECKS.get(given.aspect());
    assertThat(check)
        .as("a check for %s; an aspect without one belongs into NOT_YET_SERVED", given.aspect())
        .isNotNull();
    check.check.accept(given);
  }

  @Test
  void noAspectIsBothServedAndLeftOut() {
    assertThat(CHECKS.keySet()).doesNotContainAnyElementsOf(NOT_YET_SERVED);
  }

  static Stream<KollaCase> served() {
    List<KollaCase> ours = KollaCases.ours();
    List<KollaCase> leftOut = ours.stream().filter(KollaCasesTest::leftOut).toList();
    Map<String, Long> counts =
        leftOut.stream()
            .collect(Collectors.groupingBy(KollaCase::aspect, TreeMap::new, Collectors.counting()));
    System.out.println(
        "kolla cases: " + leftOut.size() + " of " + ours.size() + " are NOT YET SERVED: " + counts);
    return ours.stream().filter(given -> !leftOut(given));
  }

  private static boolean leftOut(KollaCase given) {
    if (ParameterCases.decides(given.line())) {
      return false;
    }
    Check check = CHECKS.get(given.aspect());
    return check == null ? NOT_YET_SERVED.contains(given.aspect()) : !check.serves.test(given);
  }

  private static Map<String, Check> checks() {
    Map<String, Check> checks = new HashMap<>();
    ComparisonCases.ASPECTS.forEach(
        aspect -> checks.put(aspect, new Check(ComparisonCases::serves, ComparisonCases::check)));
    checks.put("config_check", new Check(ConfigCheckCases::serves, ConfigCheckCases::check));
    checks.put("unit", new Check(UnitCases::serves, UnitCases::check));
    checks.put(
        "compare_container",
        new Check(ComparingActionCases::serves, ComparingActionCases::checkCompareContainer));
    checks.put(
        "compare_image",
        new Check(ComparingActionCases::serves, ComparingActionCases::checkCompareImage));
    return Map.copyOf(checks);
  }

  /// How the lines of an aspect are checked.
  ///
  /// @param serves false for lines that need a part of Longshore which this check does not reach;
  ///   they are counted as left out
  private record Check(Predicate<KollaCase> serves, Consumer<KollaCase> check) {}
}
