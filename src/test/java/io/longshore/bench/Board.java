package io.longshore.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints what was measured, and the goal beside it.
final class Board {
  void heading(String text) {
    System.out.println();
    System.out.println(text);
  }

  void fact(String name, String value) {
    System.out.printf("  %-12s %s%n", name, value.strip());
  }

  /// A duel whose medians' ratio counts.
  void byRatio(Duel duel, double most) {
    row(
        duel,
        String.format(Locale.ROOT, "ratio %5.2f (%+.2f ms)", duel.ratio(), duel.distance()),
        "<= " + most,
        duel.ratio() <= most);
  }

  /// A duel whose medians' distance counts.
  void byDistance(Duel duel, double mostMillis) {
    row(
        duel,
        String.format(Locale.ROOT, "%+.2f ms", duel.distance()),
        "<= +" + mostMillis + " ms",
        duel.distance() <= mostMillis);
  }

  /// A throughput beside the floor's, in commands a second.
  void throughput(String name, double ours, double floor, double least) {
    System.out.printf(
        Locale.ROOT,
        "  %-54s %8.1f /s           floor %8.1f /s           ratio %5.2f   goal >= %s: %s%n",
        name,
        ours,
        floor,
        ours / floor,
        least,
        word(ours / floor >= least));
  }

  /// A duel on a host with more containers, each side beside itself with one other container.
  void growth(int others, Duel duel, Duel alone) {
    System.out.printf(
        Locale.ROOT,
        "  %-54s %8.2f (x %4.2f)        floor %8.2f (x %4.2f) ms, n=%d   ratio %5.2f%n",
        "%s, %d other containers".formatted(duel.name().replaceFirst(", with.*", ""), others),
        duel.ours().medianMillis(),
        duel.ours().medianMillis() / alone.ours().medianMillis(),
        duel.floor().medianMillis(),
        duel.floor().medianMillis() / alone.floor().medianMillis(),
        duel.ours().count(),
        duel.ratio());
  }

  /// What an action asked of the engine and on the bus; the same call again is counted in brackets.
  void calls(String name, CountedSide.Calls calls) {
    System.out.printf("  %s: %d%n", name, calls.number());
    callsOf("engine", calls.engine());
    callsOf("bus", calls.bus());
  }

  private static void callsOf(String whom, List<String> calls) {
    if (!calls.isEmpty()) {
      Map<String, Integer> counted = new LinkedHashMap<>();
      calls.forEach(call -> counted.merge(call, 1, Integer::sum));
      String told =
          counted.entrySet().stream()
              .map(each ->
                  each.getKey() + (each.getValue() == 1 ? "" : " (" + each.getValue() + ")"))
              .collect(Collectors.joining(", "));
      System.out.printf("      %-6s %2d: %s%n", whom, calls.size(), told);
    }
  }

  /// A figure that has no floor.
  void figure(String name, double value, String unit, double most) {
    System.out.printf(
        Locale.ROOT,
        "  %-54s %8.2f %s   goal <= %s: %s%n",
        name,
        value,
        unit,
        most,
        word(value <= most));
  }

  private static void row(Duel duel, String result, String goal, boolean met) {
    System.out.printf(
        Locale.ROOT,
        "  %-54s %8.2f (p99 %7.2f) floor %8.2f (p99 %7.2f) ms, n=%d   %s   goal %s: %s%n",
        duel.name(),
        duel.ours().medianMillis(),
        duel.ours().p99Millis(),
        duel.floor().medianMillis(),
        duel.floor().p99Millis(),
        duel.ours().count(),
        result,
        goal,
        word(met));
  }

  private static String word(boolean met) {
    return met ? "met" : "missed";
  }
}
