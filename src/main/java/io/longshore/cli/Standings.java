package io.longshore.cli;

import io.longshore.cli.text.EventText;
import io.longshore.cli.text.StandingText;
import io.longshore.client.Outgoing;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// How far each command is that is waited for.
final class Standings {
  private final SequencedMap<Outgoing, String> states = new LinkedHashMap<>();
  private final int commands;
  private int failed;

  Standings(List<Outgoing> commands) {
    this.commands = commands.size();
    commands.forEach(one -> states.put(one, "sent"));
  }

  /// Something happened on the way.
  void happened(Outgoing command, Event event) {
    EventText.state(event).ifPresent(state -> states.replace(command, state));
  }

  /// It is answered.
  void answered(Outgoing command, boolean succeeded) {
    states.remove(command);
    failed += succeeded ? 0 : 1;
  }

  /// As lines of a terminal.
  ///
  /// @param since how long ago the commands were sent
  List<String> lines(Duration since, int rows, int columns) {
    StandingText.Count count = new StandingText.Count(commands, commands - states.size(), failed);
    List<StandingText.Waiting> waiting =
        states.entrySet().stream()
            .map(each ->
                new StandingText.Waiting(each.getKey().host().text(), each.getValue(), since))
            .toList();
    return StandingText.of(count, waiting, rows, columns);
  }
}
