package io.longshore.bench;

import io.longshore.command.ImageReference;
import io.longshore.testhost.Registries;
import io.longshore.testhost.TestHost;
import java.util.ArrayList;
import java.util.List;

/// Part (a): every action from command to result, beside the fewest calls with the same effect; the
/// calls of each; and what other containers on the host cost.
final class Handling {
  private static final double GOAL = 1.15;

  private final TestHost host;
  private final ImageReference published;
  private final Board board;
  private final boolean quick;

  private Handling(TestHost host, Registries registries, Board board, boolean quick) {
    this.host = host;
    this.published = new ImageReference(registries.http() + "/demo/web:1");
    this.board = board;
    this.quick = quick;
  }

  static void measure(TestHost host, Registries registries, Board board, boolean quick)
      throws Exception {
    Handling handling = new Handling(host, registries, board, quick);
    try (OurSide ours = new OurSide(host, OurSide.WITHOUT_SETTLING);
        FloorSide floor = new FloorSide(host)) {
      ours.take(Commands.start(LookCases.NAME, Commands.KOLLA), true);
      handling.duels(ours, floor);
      handling.calls(floor);
      handling.neighbours(ours, floor);
      ours.take(Commands.stopAndRemove(LookCases.NAME), true);
    }
  }

  private void duels(OurSide ours, FloorSide floor) throws Exception {
    board.heading("(a) one action, without Kafka, beside the bare calls for the same effect");
    for (Case each : cases(ours, floor)) {
      board.byRatio(each.fight(quick), GOAL);
    }
    try (OurSide shipped = new OurSide(host)) {
      Case settling =
          new ChangeCases(shipped, floor)
              .replacing("start_container, differing, settle 1 s as shipped", 1000);
      board.byRatio(settling.fight(quick), GOAL);
    }
  }

  private List<Case> cases(OurSide ours, FloorSide floor) {
    List<Case> cases = new ArrayList<>(LookCases.of(ours, floor));
    cases.addAll(new ChangeCases(ours, floor).all());
    cases.addAll(new StoreCases(ours, floor.engine(), published).all());
    return cases;
  }

  private void calls(FloorSide floor) throws Exception {
    board.heading(
        "(a) calls of each action, as Podman and the bus got them (how often, where more)");
    try (CountedSide counted = new CountedSide(host, OurSide.WITHOUT_SETTLING)) {
      for (Case each : cases(counted.ours(), floor)) {
        each.setUp().run();
        board.calls(each.name(), counted.of(each.ours()));
        each.tearDown().run();
      }
    }
  }

  private void neighbours(OurSide ours, FloorSide floor) throws Exception {
    board.heading("(a) the same with other containers on the host, beside one other (x)");
    Case compare = LookCases.compareUnchanged(ours, floor);
    Case start = LookCases.startUnchanged(ours, floor);
    try (Neighbours neighbours = new Neighbours(floor);
        CountedSide counted = new CountedSide(host, OurSide.WITHOUT_SETTLING)) {
      neighbours.become(1);
      Duel compareAlone = compare.fight(quick);
      Duel startAlone = start.fight(quick);
      board.growth(1, compareAlone, compareAlone);
      board.growth(1, startAlone, startAlone);
      count(counted, floor);
      for (int others : List.of(50, 200)) {
        neighbours.become(others);
        board.growth(others, compare.fight(quick), compareAlone);
        board.growth(others, start.fight(quick), startAlone);
        count(counted, floor);
      }
    }
  }

  private void count(CountedSide counted, FloorSide floor) throws Exception {
    Case compare = LookCases.compareUnchanged(counted.ours(), floor);
    Case start = LookCases.startUnchanged(counted.ours(), floor);
    board.fact(
        "calls",
        "comparing %d, starting %d"
            .formatted(counted.of(compare.ours()).number(), counted.of(start.ours()).number()));
  }
}
