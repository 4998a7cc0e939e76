package io.longshore.cli;

import io.longshore.audit.Asked;
import io.longshore.audit.Counts;
import io.longshore.audit.HostAudit;
import io.longshore.audit.Told;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// One check of some hosts' topics. Hosts are taken in groups, so that what is held at a time is
/// bounded by the group, or by the largest host.
final class Verification {
  /// Of how many messages a group is, unless one host alone has more.
  static final long LARGEST_GROUP = 500_000;

  private final TopicScan scan;
  private final VerifyPrinter printer;
  private final Map<HostName, String> heads;
  private final Collection<HostName> hosts;
  private final DoneMessages done;
  private final Map<TopicPartition, TopicScan.Stretch> results;
  private final Map<TopicPartition, TopicScan.Stretch> commands;
  private final Map<String, String> topicIds;

  /// A host under audit.
  private record Audited(HostName host, AuditRecords records, HostAudit audit) {}

  /// Looks up where the hosts' topics begin and end; what comes later is left out.
  ///
  /// @param heads of chains that somebody kept, by host
  /// @throws io.longshore.client.BrokerTroubleException when the broker cannot be reached
  Verification(
      TopicScan scan,
      VerifyPrinter printer,
      Collection<HostName> hosts,
      Map<HostName, String> heads) {
    this.scan = scan;
    this.printer = printer;
    this.heads = Map.copyOf(heads);
    this.hosts = List.copyOf(hosts);
    // In this order: so what is done has its answer before the end of the result topic, and each
    // result's command lies before the end of its own.
    this.done = new DoneMessages(scan, hosts);
    this.results = done.results();
    this.commands = scan.stretches(hosts.stream().map(Topics::commands).toList());
    this.topicIds = scan.topicIds(commands.keySet().stream().map(TopicPartition::topic).toList());
  }

  /// The topics that tell all of some hosts.
  static List<String> topics(Collection<HostName> hosts) {
    return hosts.stream()
        .flatMap(host -> Stream.of(Topics.commands(host), Topics.results(host)))
        .toList();
  }

  /// How many messages there are to be read at most.
  long size() {
    return results.values().stream().mapToLong(TopicScan.Stretch::length).sum()
        + commands.values().stream().mapToLong(TopicScan.Stretch::length).sum();
  }

  /// Checks all, and prints what it finds.
  ///
  /// @param patience as [HostAudit#end] has it
  Counts run(Progress progress, Instant now, Duration patience) {
    Counts total = Counts.NONE;
    for (List<HostName> group : groups()) {
      total = total.plus(check(group, progress, now, patience));
    }
    return total;
  }

  private List<List<HostName>> groups() {
    List<List<HostName>> groups = new ArrayList<>();
    long room = 0;
    for (HostName host : hosts) {
      long size = length(results, Topics.results(host)) + length(commands, Topics.commands(host));
      if (groups.isEmpty() || size > room) {
        groups.add(new ArrayList<>());
        room = LARGEST_GROUP;
      }
      groups.getLast().add(host);
      room -= size;
    }
    return groups;
  }

  private static long length(Map<TopicPartition, TopicScan.Stretch> stretches, String topic) {
    TopicScan.Stretch stretch = stretches.get(new TopicPartition(topic, 0));
    return stretch == null ? 0 : stretch.length();
  }

  private Counts check(List<HostName> group, Progress progress, Instant now, Duration patience) {
    List<Audited> audits = new ArrayList<>();
    Map<String, Audited> byTopic = new HashMap<>();
    for (HostName host : group) {
      Audited audited = new Audited(host, new AuditRecords(host), new HostAudit(host, printer));
      String head = heads.get(host);
      if (head != null) {
        audited.audit().expectHead(head);
      }
      audits.add(audited);
      byTopic.put(Topics.commands(host), audited);
      byTopic.put(Topics.results(host), audited);
    }
    read(commands, byTopic, progress, Verification::ask);
    begins(audits);
    read(results, byTopic, progress, Verification::tell);
    Counts total = Counts.NONE;
    for (Audited audited : audits) {
      HostAudit audit = audited.audit();
      audit.done(done.of(audited.host(), end(Topics.commands(audited.host()))));
      audit.end(now, patience);
      printer.host(audited.host(), audit.counts(), audit.head());
      total = total.plus(audit.counts());
    }
    return total;
  }

  private long end(String topic) {
    TopicScan.Stretch stretch = commands.get(new TopicPartition(topic, 0));
    return stretch == null ? 0 : stretch.end();
  }

  private static Runnable ask(Audited audited, ConsumerRecord<byte[], byte[]> message) {
    Asked asked = audited.records().asked(message);
    return () -> audited.audit().ask(asked);
  }

  private static Runnable tell(Audited audited, ConsumerRecord<byte[], byte[]> event) {
    Optional<Told> told = audited.records().told(event);
    return () -> told.ifPresent(audited.audit()::tell);
  }

  /// Where command topics begin is looked up after they were read: what retention removes meanwhile
  /// must not count as never asked.
  private void begins(List<Audited> audits) {
    Map<TopicPartition, TopicScan.Stretch> now =
        scan.stretches(audits.stream().map(each -> Topics.commands(each.host())).toList());
    for (Audited audited : audits) {
      String topic = Topics.commands(audited.host());
      TopicScan.Stretch stretch = now.get(new TopicPartition(topic, 0));
      String id = topicIds.get(topic);
      if (stretch != null && id != null) {
        audited.audit().beginsAt(new Told.MessagePlace(id, stretch.begin()));
      }
    }
  }

  private void read(
      Map<TopicPartition, TopicScan.Stretch> all,
      Map<String, Audited> byTopic,
      Progress progress,
      BiFunction<Audited, ConsumerRecord<byte[], byte[]>, Runnable> reader) {
    Map<TopicPartition, TopicScan.Stretch> some = new HashMap<>(all);
    some.keySet().removeIf(place -> !byTopic.containsKey(place.topic()));
    scan.read(
        some,
        record -> {
          Audited audited = byTopic.get(record.topic());
          Runnable checking = audited == null ? () -> {} : reader.apply(audited, record);
          return () -> {
            checking.run();
            progress.step();
          };
        },
        () -> true);
  }
}
