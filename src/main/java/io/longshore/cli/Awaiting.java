package io.longshore.cli;

import io.longshore.client.Answer;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Outgoing;
import io.longshore.client.ResultMessage;
import io.longshore.client.Sending;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends commands, and shows what comes of each. What the client hears on threads of its own waits
/// in a queue, so that all is shown by one.
final class Awaiting {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /// After so many the broker is away, and each of the rest would take as long.
  static final int MOST_TROUBLED = 3;

  private final Sender sender;
  private final ResultPrinter printer;
  private final List<Outgoing> commands;
  private final Duration limit;
  private final BooleanSupplier isLeft;
  private final Leaving leaving;
  private final BlockingQueue<Runnable> come = new LinkedBlockingQueue<>();
  private final SequencedSet<Outgoing> owed;
  private final Set<HostName> troubled = new HashSet<>();
  private final Map<Outgoing, Integer> exitCodes = new HashMap<>();
  private final Standings standings;
  private final Tally tally;
  private boolean heard;

  /// Sends commands, and waits for what comes of each.
  interface Sender {
    /// Sends it.
    ///
    /// @param patience after which there is silence for an answer
    /// @param onTheWay is given every event before the last
    Sending send(Outgoing command, Duration patience, Consumer<ResultMessage> onTheWay);
  }

  /// @param limit the longest wait for each
  /// @param isLeft whether somebody has stopped the waiting
  Awaiting(
      Sender sender,
      ResultPrinter printer,
      List<Outgoing> commands,
      Duration limit,
      BooleanSupplier isLeft,
      Leaving leaving) {
    this.sender = sender;
    this.printer = printer;
    this.commands = commands;
    this.limit = limit;
    this.isLeft = isLeft;
    this.leaving = leaving;
    this.owed = new LinkedHashSet<>(commands);
    this.standings = new Standings(commands);
    this.tally = new Tally(commands.size());
  }

  /// Returns when every command that was sent is answered, the time has passed or somebody has
  /// stopped it.
  ///
  /// @return the exit code of the first command that did not succeed, or was not sent; 0 when all
  ///   did
  /// @throws BrokerTroubleException when answers cannot be read
  int untilAnswered() {
    int unsent = sendAll();
    long begun = System.nanoTime();
    long told = begun;
    while (!owed.isEmpty() && !isLeft.getAsBoolean()) {
      printer.standing(standings, Duration.ofNanos(System.nanoTime() - begun));
      showNext(LOOK);
      if (!owed.isEmpty() && System.nanoTime() - told > SILENCE.toNanos()) {
        tellSilence(told == begun);
        told = System.nanoTime();
      }
    }
    printer.ended(tally);
    boolean whole = owed.isEmpty() && unsent == 0;
    return whole || !isLeft.getAsBoolean()
        ? commands.stream().map(this::exitCode).filter(code -> code != 0).findFirst().orElse(0)
        : leaving.from(List.copyOf(owed));
  }

  /// How many were not sent, because somebody has stopped it before or the broker is in trouble.
  private int sendAll() {
    List<Outgoing> unsent = new ArrayList<>();
    for (Outgoing command : commands) {
      if (maySend(command)) {
        send(command);
        showNext(Duration.ZERO);
      } else {
        unsent.add(command);
      }
    }
    if (!unsent.isEmpty()) {
      unsent.forEach(this::leaveOut);
      printer.unsent(unsent, commands.size());
      showNext(LOOK);
    }
    return unsent.size();
  }

  /// One host in trouble keeps no other's commands back. Its own may rest on what did not come.
  private boolean maySend(Outgoing command) {
    return !isLeft.getAsBoolean()
        && troubled.size() < MOST_TROUBLED
        && !troubled.contains(command.host());
  }

  private void send(Outgoing command) {
    try {
      Sending sending =
          sender.send(command, limit, message -> come.add(() -> happened(command, message)));
      printer.sent(sending.awaitSent());
      CompletableFuture<Answer> _ =
          sending
              .answer()
              .whenComplete((answer, failed) -> come.add(() -> answered(command, answer, failed)));
    } catch (BrokerTroubleException trouble) {
      troubled.add(command.host());
      leaveOut(command);
      printer.doubtful(trouble);
    }
  }

  private void leaveOut(Outgoing command) {
    owed.remove(command);
    exitCodes.put(command, ExitCode.UNAVAILABLE.number());
    standings.answered(command, false);
    tally.leaveOut(1);
  }

  private void showNext(Duration wait) {
    try {
      Runnable next = come.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      while (next != null) {
        next.run();
        next = come.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellSilence(boolean first) {
    printer.waiting(tally, owed);
    if (!heard && first) {
      printer.silence(owed.getFirst(), SILENCE);
    }
  }

  private int exitCode(Outgoing command) {
    Integer code = exitCodes.get(command);
    if (code == null) {
      printer.unanswered(command, limit);
      return ExitCode.NO_ANSWER.number();
    }
    return code;
  }

  private void happened(Outgoing command, ResultMessage message) {
    heard = true;
    standings.happened(command, message.event());
    printer.progress(message);
  }

  private void answered(Outgoing command, Answer answer, @Nullable Throwable failed) {
    if (failed instanceof BrokerTroubleException trouble) {
      throw trouble;
    }
    owed.remove(command);
    int exitCode =
        switch (answer) {
          case Answer.Result result -> show(result);
          case Answer.Conflict conflict -> show(conflict);
          case Answer.Silence _ -> ExitCode.NO_ANSWER.number();
        };
    standings.answered(command, exitCode == 0);
    if (!(answer instanceof Answer.Silence)) {
      heard = true;
      exitCodes.put(command, exitCode);
    }
  }

  private int show(Answer.Result result) {
    tally.add(result.finished());
    if (result.message().event() instanceof Event.Duplicate duplicate) {
      printer.duplicate(result.message(), duplicate);
    } else {
      printer.finished(result.message(), result.finished());
    }
    return ExitCode.of(result.finished());
  }

  private int show(Answer.Conflict conflict) {
    tally.addConflict();
    if (conflict.message().event() instanceof Event.Conflict told) {
      printer.conflict(conflict.message(), told);
    }
    return ExitCode.REJECTED.number();
  }
}
