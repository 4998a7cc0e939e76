package io.longshore.cli.rollout;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import io.longshore.rollout.Answer;
import io.longshore.rollout.Conductor;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Target;
import io.longshore.text.DurationText;
import io.longshore.wire.RolloutCommands;
import io.longshore.wire.RolloutEventEncoder;
import io.longshore.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Leads a rollout. It keeps nothing that is not in the topics: what it decides is written first,
/// read back, and only then so. Whoever leads after it, wherever, goes on from there.
public final class Coordinator implements AutoCloseable {
  /// So many events and commands are written in one transaction.
  private static final int MOST_AT_ONCE = 100;

  private static final Duration POLL = Duration.ofMillis(100);

  /// For each answer to a reader of many topics the broker looks through all of them, and so does
  /// the reader: while messages flow, few full answers are better than many with one message. So
  /// long is waited between two for each topic.
  private static final Duration GATHERING = Duration.ofNanos(300_000);

  /// No wait is longer, however many there are.
  private static final Duration LONGEST_GATHERING = Duration.ofMillis(300);

  /// So long somebody who has taken over is given to say so.
  private static final Duration TAKING_OVER = Duration.ofSeconds(3);

  /// So long nothing may come of results that are there to be read.
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  /// Clocks of brokers and coordinators may differ by so much.
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final RolloutId id;
  private final InstantSource clock;
  private final Listener listener;
  private final RolloutReader reader;
  private final ResultFeed feed;
  private final RolloutWriter writer;
  private final Duration takingOver;
  private final Duration longestSilence;
  private final Rollouts rollouts = new Rollouts();
  private final Map<HostName, Target> targets = new HashMap<>();
  private final Set<HostName> known = new HashSet<>();
  private final Set<HostName> forbidden = new HashSet<>();
  private int leads;
  private int steps;
  private boolean flowing;

  /// Takes over the lead, and learns what has happened so far.
  ///
  /// @param listener hears of every event from then on
  /// @throws io.longshore.client.BrokerTroubleException when the broker cannot be reached
  public Coordinator(BrokerAccess access, RolloutId id, InstantSource clock, Listener listener) {
    this(id, clock, listener, Clients.of(access, id), TAKING_OVER, LONGEST_SILENCE);
  }

  /// @param takingOver so long somebody who has taken over is given to say so
  /// @param longestSilence so long nothing may come of results that are there to be read
  Coordinator(
      RolloutId id,
      InstantSource clock,
      Listener listener,
      Clients clients,
      Duration takingOver,
      Duration longestSilence) {
    this.id = id;
    this.clock = clock;
    this.listener = listener;
    this.reader = clients.reader();
    this.feed = clients.feed();
    this.writer = clients.writer();
    this.takingOver = takingOver;
    this.longestSilence = longestSilence;
    try {
      rollouts.read(clients.read());
      rollouts.read(reader.toEnd());
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /// What it reads and writes with.
  ///
  /// @param read what the reader has read already: a writer fences whoever leads, who then waits
  ///   only for a moment to see who does it now, so that a long topic is read before
  record Clients(
      RolloutReader reader, ResultFeed feed, RolloutWriter writer, List<RolloutReader.Entry> read) {
    private static Clients of(BrokerAccess access, RolloutId id) {
      RolloutReader reader = new RolloutReader(access, id::equals);
      try {
        List<RolloutReader.Entry> read = reader.toEnd();
        return of(reader, read, new ResultFeed(access), access, id);
      } catch (RuntimeException failed) {
        reader.close();
        throw failed;
      }
    }

    private static Clients of(
        RolloutReader reader,
        List<RolloutReader.Entry> read,
        ResultFeed feed,
        BrokerAccess access,
        RolloutId id) {
      try {
        return new Clients(reader, feed, new RolloutWriter(access, id), read);
      } catch (RuntimeException failed) {
        feed.close();
        throw failed;
      }
    }
  }

  /// Hears what happens, on the coordinator's thread.
  public interface Listener {
    /// After an event.
    void happened(RolloutEvent event, RolloutState after);
  }

  /// What is so; empty when the rollout was never planned.
  public Optional<RolloutState> state() {
    return rollouts.of(id);
  }

  /// Makes the first events of the rollout, all or none.
  ///
  /// @param surveyed what brings hosts back, where that was found out
  public void plan(WireMessage planned, List<RolloutEvent.Surveyed> surveyed) {
    List<RolloutWriter.Outgoing> messages = new ArrayList<>();
    messages.add(new RolloutWriter.Outgoing(Topics.ROLLOUTS, planned));
    messages.addAll(events(surveyed));
    write(messages);
  }

  /// Leads until the rollout has ended, which may take as long as its plan says, or the thread is
  /// interrupted, after which anybody may go on.
  ///
  /// @param leader who leads, for others to see
  /// @return what is so at last
  /// @throws LostLeadException when somebody else has taken over
  /// @throws LeadLapsedException when nobody has, and another coordinator is to go on
  public RolloutState lead(String leader) {
    int led = leads;
    int begun = steps;
    try {
      // Before anything that takes its time: whoever led until now waits for it.
      write(events(List.of(new RolloutEvent.Led(clock.instant(), leader))));
      led = leads;
      begin();
      while (!current().isEnded() && !Thread.currentThread().isInterrupted()) {
        goOn();
      }
      return current();
    } catch (LostLeadException lost) {
      LockSupport.parkNanos(takingOver.toNanos());
      take(reader.toEnd());
      throw leads == led ? new LeadLapsedException(id, steps > begun, lost) : lost;
    }
  }

  private void goOn() {
    take(reader.poll(Duration.ZERO));
    List<RolloutEvent> decided = decided();
    if (decided.isEmpty()) {
      listen(POLL);
    } else {
      carryOut(decided);
    }
  }

  /// A host whose commands may not be written is as one that has no topics: that is decided next.
  private void carryOut(List<RolloutEvent> decided) {
    try {
      write(events(decided));
    } catch (ForbiddenHostsException refused) {
      forbidden.addAll(refused.hosts());
      known.removeAll(refused.hosts());
    }
  }

  /// Silence, and the end of the rollout's time, are decided on only when all is read that has been
  /// said until then: a coordinator that was dead or slow has not listened, which is no fault of
  /// the hosts. That a host is unknown is decided on only after another look: its worker may have
  /// made its topics meanwhile.
  private List<RolloutEvent> decided() {
    Instant now = clock.instant();
    List<RolloutEvent> decided = next(now);
    if (decided.stream().anyMatch(Coordinator::tellsUnknownHost) && lookUpHosts()) {
      decided = next(now);
    }
    if (decided.stream().noneMatch(Coordinator::restsOnSilence) || known.isEmpty()) {
      return decided;
    }
    listenUntil(feed.ends());
    return next(now);
  }

  private static boolean restsOnSilence(RolloutEvent event) {
    return event instanceof RolloutEvent.Answered || event instanceof RolloutEvent.Stopped;
  }

  private static boolean tellsUnknownHost(RolloutEvent event) {
    return event instanceof RolloutEvent.Answered answered
        && answered.answer() instanceof Answer.Bad bad
        && bad.trouble() == Answer.Trouble.UNKNOWN_HOST;
  }

  private void listenUntil(Map<TopicPartition, Long> ends) {
    long lastNews = System.nanoTime();
    while (!feed.hasReached(ends)) {
      take(reader.poll(Duration.ZERO));
      listen(POLL);
      if (flowing) {
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > longestSilence.toNanos()) {
        throw new BrokerTroubleException(
            "the broker has stopped answering: no more results came for %s; run the rollout again, it goes on where it is"
                .formatted(DurationText.show(longestSilence)),
            null);
      }
    }
  }

  private List<RolloutEvent> next(Instant now) {
    return Conductor.next(current(), now, known::contains).stream().limit(MOST_AT_ONCE).toList();
  }

  private RolloutState current() {
    return state().orElseThrow(() -> new IllegalStateException("no rollout is planned as " + id));
  }

  /// No host is begun before it is known what those answered that an earlier coordinator began.
  private void begin() {
    current().plan().targets().forEach(target -> targets.put(target.host(), target));
    if (lookUpHosts()) {
      listenUntil(feed.ends());
    }
  }

  /// Whether there are some of which nothing was known.
  private boolean lookUpHosts() {
    Set<HostName> found = new HashSet<>(feed.answeringHosts());
    found.retainAll(targets.keySet());
    found.removeAll(known);
    found.removeAll(forbidden);
    if (found.isEmpty()) {
      return false;
    }
    feed.readSince(found, current().plannedAt().minus(CLOCKS));
    writer.prepare(found.stream().map(Topics::commands).toList());
    return known.addAll(found);
  }

  /// Takes in answers.
  private void listen(Duration wait) {
    if (flowing) {
      long nanos = GATHERING.multipliedBy(known.size()).toNanos();
      LockSupport.parkNanos(Math.min(nanos, LONGEST_GATHERING.toNanos()));
    }
    List<ResultMessage> messages = feed.poll(wait);
    flowing = !messages.isEmpty();
    RolloutState state = current();
    List<RolloutEvent> heard = new ArrayList<>();
    for (ResultMessage message : messages) {
      Optional<RolloutEvent> answer = Conductor.heard(state, message.event(), clock.instant());
      if (answer.isPresent()) {
        heard.add(answer.get());
        state = state.after(answer.get());
      }
    }
    if (!heard.isEmpty()) {
      write(events(heard));
    }
  }

  /// A decision is so when it is read back: between it and the one before, a person's wish may
  /// stand.
  private void write(List<RolloutWriter.Outgoing> messages) {
    RecordMetadata last = writer.write(messages);
    take(reader.through(new TopicPartition(last.topic(), last.partition()), last.offset()));
  }

  private void take(List<RolloutReader.Entry> entries) {
    for (RolloutReader.Entry entry : entries) {
      rollouts.read(List.of(entry));
      if (entry.event() instanceof RolloutEvent.Led) {
        leads++;
      } else if (!(entry.event() instanceof RolloutEvent.Asked)) {
        steps++;
      }
      state().ifPresent(state -> listener.happened(entry.event(), state));
    }
  }

  private List<RolloutWriter.Outgoing> events(List<? extends RolloutEvent> events) {
    List<RolloutWriter.Outgoing> messages = new ArrayList<>();
    for (RolloutEvent event : events) {
      messages.add(
          new RolloutWriter.Outgoing(Topics.ROLLOUTS, RolloutEventEncoder.encode(id, event)));
      if (event instanceof RolloutEvent.Sent sent) {
        messages.add(command(sent));
      }
    }
    return messages;
  }

  private RolloutWriter.Outgoing command(RolloutEvent.Sent sent) {
    Target target = targets.get(sent.host());
    if (target == null) {
      throw new IllegalStateException(sent.host() + " is no target of " + id);
    }
    return new RolloutWriter.Outgoing(
        Topics.commands(sent.host()), RolloutCommands.message(current(), target, sent));
  }

  @Override
  public void close() {
    writer.close();
    feed.close();
    reader.close();
  }
}
