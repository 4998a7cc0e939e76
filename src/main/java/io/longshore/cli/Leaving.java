package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Outgoing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What happens when somebody stops waiting for answers before they have come.
final class Leaving {
  private final PrintWriter errors;
  private final Supplier<@Nullable BufferedReader> person;
  private final Consumer<Outgoing> cancel;

  /// @param person what somebody types; null when nobody is there to be asked by then
  /// @param cancel asks a command's host to call it off
  Leaving(
      PrintWriter errors, Supplier<@Nullable BufferedReader> person, Consumer<Outgoing> cancel) {
    this.errors = errors;
    this.person = person;
    this.cancel = cancel;
  }

  /// Offers to call off what is unanswered; says how where nobody can be asked.
  ///
  /// @return the exit code
  int from(List<Outgoing> unanswered) {
    BufferedReader typed = unanswered.isEmpty() ? null : person.get();
    if (typed == null) {
      unanswered.forEach(this::tellHow);
    } else if (isWanted(typed, unanswered.size())) {
      callOff(unanswered);
    } else {
      say("left; they stay in their topics");
    }
    return ExitCode.INTERRUPTED.number();
  }

  /// One host in trouble keeps no other's command from being called off.
  private void callOff(List<Outgoing> unanswered) {
    int asked = 0;
    for (Outgoing command : unanswered) {
      try {
        cancel.accept(command);
        asked++;
      } catch (BrokerTroubleException trouble) {
        say("longshore: " + trouble.getMessage());
        tellHow(command);
      }
    }
    if (asked > 0) {
      say("asked for; longshore audit --follow will show what comes of it");
    }
  }

  private void tellHow(Outgoing command) {
    say(
        "longshore: left without an answer to %s; call it off with: longshore send --host %s cancel_command -p command_id=%s"
            .formatted(command.id(), command.host(), command.id()));
  }

  private boolean isWanted(BufferedReader typed, int unanswered) {
    errors.printf("%ncancel the %d unanswered? [y/N] ", unanswered);
    errors.flush();
    try {
      String answer = typed.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException gone) {
      return false;
    }
  }

  private void say(String line) {
    errors.println(TerminalText.line(line));
    errors.flush();
  }
}
