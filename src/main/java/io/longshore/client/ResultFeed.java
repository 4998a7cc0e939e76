package io.longshore.client;

import io.longshore.client.BrokerTroubleException.Kind;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.kafka.Topics;
import io.longshore.wire.EventDecoder;
import io.longshore.wire.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Reads result topics, of some hosts or of all, from some place on. What is no event known to this
/// version, or speaks for another host than its topic is of, is passed over and counted. Keeps no
/// more in memory than the client's fetch buffer and one poll. For use by one thread.
public final class ResultFeed implements AutoCloseable {
  private static final Pattern ALL_RESULTS = Pattern.compile(Topics.allResults());

  private final BrokerAccess access;
  private final Consumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions = new HashSet<>();
  private long unreadable;

  /// Connects with the first call.
  public ResultFeed(BrokerAccess access) {
    this(access, access.consumer());
  }

  ResultFeed(BrokerAccess access, Consumer<byte[], byte[]> consumer) {
    this.access = access;
    this.consumer = consumer;
  }

  /// The hosts that have a command topic, by name.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  public List<HostName> knownHosts() {
    return hosts(topics()).sorted(Comparator.comparing(HostName::text)).toList();
  }

  /// The hosts that have a command topic and a result topic that may be read: of any other nobody
  /// would hear.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached
  public List<HostName> answeringHosts() {
    Set<String> topics = topics();
    return hosts(topics).filter(host -> topics.contains(Topics.results(host))).toList();
  }

  private static Stream<HostName> hosts(Set<String> topics) {
    return topics.stream().flatMap(topic -> Topics.hostOfCommands(topic).stream());
  }

  /// Fails unless the hosts' command topics are there.
  ///
  /// @throws BrokerTroubleException naming the unknown hosts
  public void requireKnown(Collection<HostName> hosts) {
    Set<String> topics = topics();
    List<HostName> unknown =
        hosts.stream().filter(host -> !topics.contains(Topics.commands(host))).toList();
    if (!unknown.isEmpty()) {
      String names = unknown.stream().map(HostName::text).collect(Collectors.joining(","));
      throw new BrokerTroubleException(
          Kind.UNKNOWN_HOST,
          ("the broker at %s knows no host %s (no topic longshore.commands.<host>); check the name, start its worker"
                  + " once, or make its topics: longshore topics --hosts %s")
              .formatted(access.bootstrapServers(), names, names),
          null);
    }
  }

  /// Reads the results of these hosts from now on: what is published after this returns is seen.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached or a result topic is missing
  public void readFromNow(Collection<HostName> hosts) {
    Set<TopicPartition> wanted = partitions(hosts.stream().map(Topics::results).toList());
    add(wanted, consumer::endOffsets);
  }

  /// Reads the results of these hosts since some time.
  ///
  /// @param hosts empty: of all
  /// @throws BrokerTroubleException when the broker cannot be reached
  public void readSince(Collection<HostName> hosts, Instant since) {
    Set<String> wanted = hosts.stream().map(Topics::results).collect(Collectors.toSet());
    Set<String> topics =
        topics().stream()
            .filter(topic ->
                hosts.isEmpty() ? ALL_RESULTS.matcher(topic).matches() : wanted.contains(topic))
            .collect(Collectors.toSet());
    add(partitions(topics), found -> offsetsAt(found, since));
  }

  /// The next events; empty when none came in time.
  ///
  /// @throws BrokerTroubleException when the broker refuses
  public List<ResultMessage> poll(Duration wait) {
    List<ResultMessage> messages = new ArrayList<>();
    if (partitions.isEmpty()) {
      LockSupport.parkNanos(wait.toNanos());
      return messages;
    }
    for (ConsumerRecord<byte[], byte[]> message : tried(() -> Polls.next(consumer, wait))) {
      read(message, messages);
    }
    return messages;
  }

  /// Where the topics that are read end now.
  public Map<TopicPartition, Long> ends() {
    return tried(() -> consumer.endOffsets(partitions));
  }

  /// Whether all that lies before those ends has been handed out.
  public boolean hasReached(Map<TopicPartition, Long> ends) {
    return tried(() ->
        ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
  }

  /// How many messages were passed over because they are no events known to this version, or of
  /// another host than their topic.
  public long unreadable() {
    return unreadable;
  }

  private void read(ConsumerRecord<byte[], byte[]> message, List<ResultMessage> messages) {
    try {
      byte[] value = message.value() == null ? new byte[0] : message.value();
      Map<String, String> headers = MessageHeaders.of(message);
      Event event = EventDecoder.decode(value, headers);
      if (Topics.results(event.header().host()).equals(message.topic())) {
        String json = new String(value, StandardCharsets.UTF_8);
        messages.add(new ResultMessage(event, json, MessageHeaders.commandOffset(headers)));
      } else {
        unreadable++;
      }
    } catch (UnreadableEventException passedOver) {
      unreadable++;
    }
  }

  private Set<String> topics() {
    return tried(() -> consumer.listTopics(BrokerAccess.PATIENCE)).keySet();
  }

  private Set<TopicPartition> partitions(Collection<String> topics) {
    Map<String, List<PartitionInfo>> known =
        tried(() -> consumer.listTopics(BrokerAccess.PATIENCE));
    Set<TopicPartition> found = new HashSet<>();
    for (String topic : topics) {
      List<PartitionInfo> places = known.get(topic);
      if (places == null) {
        throw new BrokerTroubleException(
            Kind.UNKNOWN_HOST,
            "there is no topic %s at %s; start the host's worker once, or make its topics: longshore topics --hosts HOST"
                .formatted(topic, access.bootstrapServers()),
            null);
      }
      places.forEach(place -> found.add(new TopicPartition(place.topic(), place.partition())));
    }
    return found;
  }

  /// Goes on reading the topics already read, and begins with those that are new. Where these begin
  /// is asked first: were they remembered without, another try would take them for read.
  private void add(
      Set<TopicPartition> wanted,
      Function<Collection<TopicPartition>, Map<TopicPartition, Long>> places) {
    Set<TopicPartition> added = new HashSet<>(wanted);
    added.removeAll(partitions);
    if (!added.isEmpty()) {
      Map<TopicPartition, Long> starts = tried(() -> places.apply(added));
      partitions.addAll(added);
      consumer.assign(partitions);
      starts.forEach(consumer::seek);
    }
  }

  private Map<TopicPartition, Long> offsetsAt(Collection<TopicPartition> places, Instant since) {
    Map<TopicPartition, Long> times =
        places.stream()
            .collect(Collectors.toMap(place -> place, _ -> Math.max(0, since.toEpochMilli())));
    Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(places));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    found.forEach((place, offset) -> {
      if (offset != null) {
        starts.put(place, offset.offset());
      }
    });
    return starts;
  }

  private <T> T tried(Supplier<T> call) {
    try {
      return call.get();
    } catch (KafkaException failed) {
      throw access.trouble("cannot read results", failed);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
