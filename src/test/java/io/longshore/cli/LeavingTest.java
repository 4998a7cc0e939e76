package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Outgoing;
import io.longshore.command.HostName;
import io.longshore.wire.WireMessage;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeavingTest {
  private static final WireMessage MESSAGE = new WireMessage("", new byte[0], Map.of());
  private static final List<Outgoing> TWO =
      List.of(
          new Outgoing(new HostName("web01"), "c1", MESSAGE),
          new Outgoing(new HostName("web02"), "c2", MESSAGE));

  private final StringWriter errors = new StringWriter();
  private final List<Outgoing> cancelled = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Yes\n", " y"})
  void whoeverAgreesHasAllUnansweredCalledOff(String typed) {
    assertThat(leave(typed)).isEqualTo(130);

    assertThat(cancelled).isEqualTo(TWO);
    assertThat(errors.toString()).contains("cancel the 2 unanswered? [y/N]", "asked for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "n\n", ""})
  void whoeverDoesNotLeavesThemInTheirTopics(String typed) {
    assertThat(leave(typed)).isEqualTo(130);

    assertThat(cancelled).isEmpty();
    assertThat(errors.toString()).contains("left; they stay in their topics");
  }

  @Test
  void oneThatCannotBeAskedKeepsNoOtherFromBeingCalledOff() {
    Leaving leaving =
        new Leaving(
            new PrintWriter(errors),
            () -> reader("y"),
            command -> {
              if (command.id().equals("c1")) {
                throw new BrokerTroubleException("no broker answers", null);
              }
              cancelled.add(command);
            });

    assertThat(leaving.from(TWO)).isEqualTo(130);

    assertThat(cancelled).containsExactly(TWO.get(1));
    assertThat(errors.toString())
        .contains("no broker answers", "cancel_command -p command_id=c1", "asked for");
  }

  @Test
  void whereNobodyCanBeAskedItIsSaidHow() {
    assertThat(leave(null)).isEqualTo(130);

    assertThat(cancelled).isEmpty();
    assertThat(errors.toString())
        .contains("longshore send --host web02 cancel_command -p command_id=c2");
  }

  @Test
  void whoIsGoneByThenIsNotAsked() {
    AtomicBoolean there = new AtomicBoolean(true);
    Leaving leaving = leaving(() -> there.get() ? reader("y") : null);
    there.set(false);

    assertThat(leaving.from(TWO)).isEqualTo(130);

    assertThat(cancelled).isEmpty();
    assertThat(errors.toString()).doesNotContain("[y/N]");
  }

  @Test
  void whereNothingIsUnansweredNobodyIsAsked() {
    assertThat(leaving(() -> reader("y")).from(List.of())).isEqualTo(130);

    assertThat(errors.toString()).isEmpty();
  }

  private int leave(@Nullable String typed) {
    return leaving(() -> typed == null ? null : reader(typed)).from(TWO);
  }

  private Leaving leaving(Supplier<@Nullable BufferedReader> person) {
    return new Leaving(new PrintWriter(errors), person, cancelled::add);
  }

  private static BufferedReader reader(String typed) {
    return new BufferedReader(new StringReader(typed));
  }
}
