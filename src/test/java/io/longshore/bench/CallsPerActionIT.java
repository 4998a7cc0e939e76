package io.longshore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.bench.CountedSide.Calls;
import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What an action that has nothing to do asks of Podman and systemd, counted on the way there:
/// Podman 4.3 on `b`, 5.4 on `t`.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
@Timeout(120)
class CallsPerActionIT {
  private static final String NAME = "counted";
  private static final String CONTAINER = "GET containers/counted/json";
  private static final String IMAGE = "GET images/localhost/demo/kolla:1/json";
  private static final String EXIT_CODE = "GET exec/{id}/json";
  private static final String[] UNIT = {
    "ListUnitsByNames", "Get Result", "Get NeedDaemonReload", "Get UnitFileState"
  };
  private static final int MANY = 50;

  private static CountedSide counted;
  private static FloorSide floor;

  private final String hostName;

  CallsPerActionIT(String hostName) {
    this.hostName = hostName;
  }

  @BeforeParameterizedClassInvocation
  static void open(String hostName) throws Exception {
    TestHost host = TestFleet.shared().host(hostName);
    host.exec("podman", "rm", "-af", "-t", "0").orThrow();
    floor = new FloorSide(host);
    counted = new CountedSide(host, OurSide.WITHOUT_SETTLING);
    counted.ours().take(Commands.start(NAME, Commands.KOLLA), true);
  }

  @AfterParameterizedClassInvocation
  static void close() throws IOException {
    counted.ours().take(Commands.stopAndRemove(NAME), true);
    counted.close();
    floor.close();
  }

  @Test
  void anUnchangedCompareLooksAtTheContainerItsImageAndItsUnitAndRunsTheCheck() throws Exception {
    Calls calls = compare();

    assertThat(withoutWaiting(calls.engine()))
        .as(hostName)
        .containsExactlyInAnyOrder(
            CONTAINER,
            IMAGE,
            "POST containers/counted/exec",
            "POST exec/{id}/start",
            EXIT_CODE,
            "POST exec/{id}/remove");
    assertThat(calls.bus()).as(hostName).containsExactlyInAnyOrder(UNIT);
  }

  @Test
  void anUnchangedStartLooksAtTheContainerItsImageAndItsUnit() throws Exception {
    Calls calls = start();

    assertThat(calls.engine()).as(hostName).containsExactlyInAnyOrder(CONTAINER, IMAGE);
    assertThat(calls.bus()).as(hostName).containsExactlyInAnyOrder(UNIT);
  }

  @Test
  void aComparisonOfImagesLooksAtTheContainerAndTheImage() throws Exception {
    Command compare = new Command.CompareImage(new ContainerName(NAME), Commands.KOLLA);

    Calls calls = counted.of(Turn.of(() -> counted.ours().take(compare, false)));

    assertThat(calls.engine()).as(hostName).containsExactlyInAnyOrder(CONTAINER, IMAGE);
    assertThat(calls.bus()).as(hostName).isEmpty();
  }

  @Test
  void otherContainersOnTheHostCostNoCall() throws Exception {
    int comparing = withoutWaiting(compare().engine()).size();
    int starting = start().number();
    try (Neighbours neighbours = new Neighbours(floor)) {
      neighbours.become(MANY);

      assertThat(withoutWaiting(compare().engine())).as(hostName).hasSize(comparing);
      assertThat(start().number()).as(hostName).isEqualTo(starting);
    }
  }

  private static Calls compare() throws Exception {
    Command compare = Commands.compare(NAME, Commands.KOLLA);
    return counted.of(Turn.of(() -> counted.ours().take(compare, false)));
  }

  private static Calls start() throws Exception {
    Command start = Commands.start(NAME, Commands.KOLLA);
    return counted.of(Turn.of(() -> counted.ours().take(start, false)));
  }

  /// While Podman has not noted the exit code, it is asked for again: that counts once.
  private static List<String> withoutWaiting(List<String> engineCalls) {
    List<String> calls = new ArrayList<>(engineCalls);
    while (calls.indexOf(EXIT_CODE) != calls.lastIndexOf(EXIT_CODE)) {
      calls.remove(EXIT_CODE);
    }
    return calls;
  }
}
