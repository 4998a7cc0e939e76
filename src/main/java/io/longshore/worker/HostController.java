package io.longshore.worker;

import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.StepReport;
import io.longshore.ledger.ControlState;
import io.longshore.plan.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Carries out the commands about the host: freezes and thaws it, and has commands called off.
final class HostController {
  private static final Fact.Members NOT_FROZEN = new Fact.Builder().build();

  private final Canceller canceller;
  private final ControlState control;
  private final Beginnings beginnings;
  private final Duration window;
  private final InstantSource clock;

  /// @param window how long a command may wait at most, and so how long a freeze may last
  HostController(
      Canceller canceller,
      ControlState control,
      Beginnings beginnings,
      Duration window,
      InstantSource clock) {
    this.canceller = canceller;
    this.control = control;
    this.beginnings = beginnings;
    this.window = window;
    this.clock = clock;
  }

  /// Carries out the turn's command, unless it only checks, and tells how it ended.
  ///
  /// @throws StoppedException when it waits and is left to the next start
  Event.Finished carryOut(Turn turn, Envelope envelope, HostControl command, Attempt attempt) {
    ControlStory story = new ControlStory(envelope, attempt, clock.instant(), clock);
    return switch (command) {
      case HostControl.CancelCommand cancel -> canceller.carryOut(turn, cancel.target(), story);
      case HostControl.FreezeHost freeze -> freeze(freeze, story);
      case HostControl.ThawHost _ -> thaw(story);
    };
  }

  /// A freeze never cuts another one short: whoever asked for the longer one counts on it.
  private Event.Finished freeze(HostControl.FreezeHost command, ControlStory story) {
    Instant firstStarted = story.attempt().firstStarted();
    Instant until = (firstStarted == null ? story.handledAt() : firstStarted).plus(length(command));
    Optional<Instant> present = control.frozenUntil(story.handledAt());
    boolean change = until.isAfter(present.orElse(story.handledAt()));
    if (change && !story.envelope().checkMode()) {
      beginnings.say(story.envelope(), story.attempt().number(), Beginning.freezing(until));
      control.freezeUntil(until);
    }
    Instant holds = change ? until : present.orElse(until);
    return told(
        story,
        change,
        story.step("freezeHost", story.envelope().host().text(), "a freeze was asked for"),
        new Fact.Builder().timeIfAny("frozenUntil", holds).build(),
        List.of("The freeze ends by itself at " + holds + "; send thaw_host to end it before"));
  }

  /// What waits for longer than the window expires, so that a longer freeze would keep nothing.
  private Duration length(HostControl.FreezeHost command) {
    Duration asked = command.duration();
    return asked == null || asked.compareTo(window) > 0 ? window : asked;
  }

  private Event.Finished thaw(ControlStory story) {
    boolean change = control.frozenUntil(story.handledAt()).isPresent();
    if (change && !story.envelope().checkMode()) {
      beginnings.say(story.envelope(), story.attempt().number(), Beginning.PLAIN);
      control.freezeUntil(Instant.MIN);
    }
    return told(
        story,
        change,
        story.step("thawHost", story.envelope().host().text(), "a thaw was asked for"),
        NOT_FROZEN,
        List.of());
  }

  private static Event.Finished told(
      ControlStory story,
      boolean change,
      StepReport step,
      Fact.Members facts,
      List<String> warnings) {
    boolean changed = change || story.attempt().firstStarted() != null;
    return story.succeeded(changed, changed ? List.of(step) : List.of(), facts, warnings);
  }
}
