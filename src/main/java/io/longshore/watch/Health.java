package io.longshore.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether the worker can work, part by part, as whoever uses a part tells it. A part that nobody
/// has spoken of is not judged. Safe for use by many threads.
public final class Health {
  private final InstantSource clock;
  private final Runnable onChange;
  private final Map<Part, PartState> parts = new EnumMap<>(Part.class);
  private Phase phase = Phase.STARTING;
  private State state = State.STARTING;
  private Instant since;

  /// @param onChange is called after each change, on the thread that told of it; must not block
  public Health(InstantSource clock, Runnable onChange) {
    this.clock = clock;
    this.onChange = onChange;
    this.since = clock.instant();
  }

  /// Says that a part serves.
  public void well(Part part) {
    note(part, null);
  }

  /// Says that a part does not serve.
  ///
  /// @param why for a person
  public void trouble(Part part, String why) {
    note(part, why);
  }

  /// Says how far the process has come.
  public void enter(Phase next) {
    boolean changed;
    synchronized (this) {
      changed = phase != next;
      phase = next;
      settle();
    }
    if (changed) {
      onChange.run();
    }
  }

  /// How it is now.
  public synchronized Snapshot snapshot() {
    return new Snapshot(state, since, List.copyOf(parts.values()));
  }

  private void note(Part part, @Nullable String why) {
    boolean changed;
    synchronized (this) {
      PartState known = parts.get(part);
      // A trouble whose words change, as figures in them do, is the same trouble.
      changed = known == null || (known.trouble() == null) != (why == null);
      Instant begun = changed || known == null ? clock.instant() : known.since();
      long outages = (known == null ? 0 : known.outages()) + (changed && why != null ? 1 : 0);
      parts.put(part, new PartState(part, why, begun, outages));
      settle();
    }
    if (changed) {
      onChange.run();
    }
  }

  private void settle() {
    State now = Snapshot.state(phase, parts.values());
    if (now != state) {
      state = now;
      since = clock.instant();
    }
  }

  /// How far the process has come.
  public enum Phase {
    /// It takes no commands yet.
    STARTING,
    /// It takes commands.
    RUNNING,
    /// It takes no more, and ends what it has begun.
    DRAINING,
    /// It has ended in order.
    STOPPED
  }

  /// What all of it comes to.
  public enum State {
    /// It takes no commands yet.
    STARTING,
    /// It takes commands and can carry them out.
    READY,
    /// A part does not serve; what needs it waits.
    DEGRADED,
    /// It takes no more commands, and ends what it has begun.
    DRAINING,
    /// It has ended in order.
    STOPPED;

    /// As pages and status events call it.
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A part.
  ///
  /// @param part which
  /// @param trouble why it does not serve; null when it does
  /// @param since when it began or ceased to, by the host's clock
  /// @param outages how often it ceased to, or was found not to, since the process began
  public record PartState(Part part, @Nullable String trouble, Instant since, long outages) {}

  /// The whole at one moment.
  ///
  /// @param state what it comes to
  /// @param since when that began, by the host's clock
  /// @param parts those spoken of so far
  public record Snapshot(State state, Instant since, List<PartState> parts) {
    private static State state(Phase phase, Iterable<PartState> parts) {
      return switch (phase) {
        case STARTING -> State.STARTING;
        case RUNNING -> serves(parts) ? State.READY : State.DEGRADED;
        case DRAINING -> State.DRAINING;
        case STOPPED -> State.STOPPED;
      };
    }

    private static boolean serves(Iterable<PartState> parts) {
      for (PartState part : parts) {
        if (part.trouble() != null) {
          return false;
        }
      }
      return true;
    }

    /// Whether commands are taken and can be carried out.
    public boolean ready() {
      return state == State.READY;
    }

    /// One line for a person: `degraded: engine: Podman cannot be reached …`.
    public String words() {
      String troubles =
          parts.stream()
              .filter(part -> part.trouble() != null)
              .map(part -> part.part().wireName() + ": " + Objects.requireNonNull(part.trouble()))
              .collect(Collectors.joining("; "));
      return troubles.isEmpty() ? state.wireName() : state.wireName() + ": " + troubles;
    }
  }
}
