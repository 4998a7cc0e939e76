package io.longshore.bench;

import io.longshore.command.ContainerSpec;
import io.longshore.testhost.TestHost;

/// Part (a): one action from command to result, beside the fewest calls with the same effect.
final class Handling {
  private static final double GOAL = 1.15;

  private final Board board;
  private final OurSide ours;
  private final FloorSide floor;
  private final boolean quick;

  private Handling(Board board, OurSide ours, FloorSide floor, boolean quick) {
    this.board = board;
    this.ours = ours;
    this.floor = floor;
    this.quick = quick;
  }

  static void measure(TestHost host, Board board, boolean quick) throws Exception {
    board.heading("(a) one action, without Kafka, beside the bare calls for the same effect");
    try (OurSide ours = new OurSide(host);
        FloorSide floor = new FloorSide(host)) {
      Handling handling = new Handling(board, ours, floor, quick);
      ours.take(Commands.start("steady", Commands.KOLLA), true);
      handling.compare();
      handling.startUnchanged();
      handling.startFromNothing();
      handling.once();
      ours.take(Commands.stopAndRemove("steady"), true);
    }
  }

  private void compare() throws Exception {
    board.byRatio(
        Duel.fight(
            "compare-unchanged, with the check inside",
            quick ? 5 : 20,
            quick ? 20 : 100,
            () -> ours.take(Commands.compare("steady", Commands.KOLLA), false),
            () -> floor.compareUnchanged("steady", Commands.KOLLA)),
        GOAL);
  }

  private void startUnchanged() throws Exception {
    board.byRatio(
        Duel.fight(
            "start-unchanged",
            quick ? 100 : 500,
            quick ? 100 : 500,
            () -> ours.take(Commands.start("steady", Commands.KOLLA), false),
            () -> floor.startUnchanged("steady", Commands.KOLLA)),
        GOAL);
  }

  private void startFromNothing() throws Exception {
    ContainerSpec spec = Commands.service("fresh", Commands.TOOLS);
    board.byRatio(
        Duel.fight(
            "start from nothing, under systemd",
            2,
            quick ? 5 : 20,
            () -> removed("fresh", ours.take(Commands.start("fresh", Commands.TOOLS), true)),
            () -> removed("fresh", floor.startFromNothing(spec))),
        GOAL);
  }

  private void once() throws Exception {
    board.byRatio(
        Duel.fight(
            "one-shot `true`, to its result",
            2,
            quick ? 5 : 20,
            () -> gone("once", ours.take(Commands.once("once"), true)),
            () -> {
              long taken = floor.once("once");
              floor.remove("once");
              return taken;
            }),
        GOAL);
  }

  private long removed(String name, long taken) {
    ours.take(Commands.stopAndRemove(name), true);
    return taken;
  }

  private long gone(String name, long taken) throws Exception {
    while (floor.exists(name)) {
      Thread.sleep(10);
    }
    return taken;
  }
}
