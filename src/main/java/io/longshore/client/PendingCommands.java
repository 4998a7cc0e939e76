package io.longshore.client;

import io.longshore.command.HostName;
import io.longshore.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The commands whose answers are waited for, by host and id, and of those that have the same by
/// their places in the topic: of two different commands under one id only one is carried out. Where
/// a worker does not tell places, they are answered in the order in which they were sent. For use
/// by any number of threads.
final class PendingCommands {
  private final Map<Key, SequencedSet<Pending>> byKey = new HashMap<>();
  private final Map<HostName, SequencedSet<Pending>> namedByPlace = new HashMap<>();
  private final Queue<Pending> byDeadline =
      new PriorityQueue<>((one, other) -> Long.signum(one.deadline() - other.deadline()));
  private @Nullable BrokerTroubleException trouble;

  private record Key(HostName host, String id) {
    static Key of(Pending pending) {
      return new Key(pending.command().host(), pending.command().id());
    }
  }

  /// @throws BrokerTroubleException when answers cannot be read any more
  synchronized void add(Pending pending) {
    if (trouble != null) {
      throw trouble;
    }
    byKey.computeIfAbsent(Key.of(pending), _ -> new LinkedHashSet<>()).add(pending);
    if (pending.isNamedByPlace()) {
      namedByPlace
          .computeIfAbsent(pending.command().host(), _ -> new LinkedHashSet<>())
          .add(pending);
    }
    byDeadline.add(pending);
  }

  synchronized void remove(Pending pending) {
    if (byDeadline.remove(pending)) {
      removeFrom(byKey, Key.of(pending), pending);
      removeFrom(namedByPlace, pending.command().host(), pending);
    }
  }

  private static <K> void removeFrom(Map<K, SequencedSet<Pending>> places, K key, Pending pending) {
    places.computeIfPresent(
        key,
        (_, waiting) -> {
          waiting.remove(pending);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  /// Gives an event to the command that it is about, if that is waited for.
  void receive(ResultMessage message) {
    find(message)
        .ifPresent(pending -> {
          if (pending.receive(message)) {
            remove(pending);
          }
        });
  }

  private Optional<Pending> find(ResultMessage message) {
    Event.Header header = message.event().header();
    String id = header.commandId().text();
    for (Pending pending : candidates(header)) {
      if (pending.command().id().equals(id)
          ? pending.mayLieAt(message.commandOffset())
          : pending.isAnsweredByPlace(id)) {
        return Optional.of(pending);
      }
    }
    return Optional.empty();
  }

  private synchronized List<Pending> candidates(Event.Header header) {
    SequencedSet<Pending> named = byKey.get(new Key(header.host(), header.commandId().text()));
    return named == null
        ? List.copyOf(namedByPlace.getOrDefault(header.host(), new LinkedHashSet<>()))
        : List.copyOf(named);
  }

  /// Answers those with silence whose patience has ended.
  void expire(long now) {
    for (Pending pending : expired(now)) {
      remove(pending);
      pending.expire();
    }
  }

  private synchronized List<Pending> expired(long now) {
    List<Pending> expired = new ArrayList<>();
    for (Pending next = byDeadline.peek();
        next != null && next.deadline() - now <= 0;
        next = byDeadline.peek()) {
      expired.add(next);
      remove(next);
    }
    return expired;
  }

  /// Ends the waiting of all, and of those that would come.
  synchronized void failAll(BrokerTroubleException reason) {
    trouble = reason;
    byDeadline.forEach(pending -> pending.fail(reason));
    byDeadline.clear();
    byKey.clear();
    namedByPlace.clear();
  }
}
