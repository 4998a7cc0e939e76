package io.longshore.bench;

import io.longshore.plan.PlanOptions;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A worker whose calls of Podman and of the bus are noted on their way.
final class CountedSide implements AutoCloseable {
  /// Asked beside a call that takes its time, whether Podman answers anybody: nothing of the
  /// call's.
  private static final String PROBE = "GET containers/longshore-probe/exists";

  private final List<String> engineCalls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> busCalls = Collections.synchronizedList(new ArrayList<>());
  private final Relay engine;
  private final Relay bus;
  private final OurSide ours;

  CountedSide(TestHost host, PlanOptions options) throws IOException {
    engine = new Relay(host.podmanSocket(), new HttpCalls(), engineCalls::add);
    bus = new Relay(host.dbusSocket(), new BusCalls(), busCalls::add);
    ours = new OurSide(host, options, engine.socket(), bus.socket());
    connect();
  }

  /// Has the connections made that are made once.
  private void connect() {
    ours.take(Commands.stop("nobody"), false);
  }

  OurSide ours() {
    return ours;
  }

  /// The calls of what is measured in one turn.
  Calls of(Turn turn) throws Exception {
    turn.before().run();
    engineCalls.clear();
    busCalls.clear();
    turn.measured().run();
    Calls calls =
        new Calls(
            List.copyOf(engineCalls).stream().filter(call -> !call.equals(PROBE)).toList(),
            List.copyOf(busCalls));
    turn.after().run();
    return calls;
  }

  @Override
  public void close() throws IOException {
    ours.close();
    engine.close();
    bus.close();
  }

  /// Calls in the order in which they were made, those of several threads as they came.
  record Calls(List<String> engine, List<String> bus) {
    int number() {
      return engine.size() + bus.size();
    }
  }
}
