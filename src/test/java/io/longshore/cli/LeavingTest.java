package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  void whereNobodyCanBeAskedItIsSaidHow() {
    assertThat(leave(null)).isEqualTo(130);

    assertThat(cancelled).isEmpty();
    assertThat(errors.toString())
        .contains("longshore send --host web02 cancel_command -p command_id=c2");
  }

  private int leave(@Nullable String typed) {
    BufferedReader person = typed == null ? null : new BufferedReader(new StringReader(typed));
    return new Leaving(new PrintWriter(errors), person, cancelled::add).from(TWO);
  }
}
