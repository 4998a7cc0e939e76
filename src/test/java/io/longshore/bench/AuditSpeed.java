package io.longshore.bench;

import com.sun.management.OperatingSystemMXBean;
import io.longshore.audit.Asked;
import io.longshore.audit.HostAudit;
import io.longshore.broker.EmbeddedBroker;
import io.longshore.cli.CommandLines;
import io.longshore.cli.Surroundings;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine;

/// Part (f): `longshore audit` beside a consumer that only counts what it is handed from the same
/// topics. All in this JVM, with the broker.
final class AuditSpeed {
  private static final double GOAL = 0.7;
  private static final double BYTES_GOAL = 250;
  private static final int HOSTS = 10;
  private static final int ROUNDS = 3;
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Board board;
  private final String bootstrap;
  private final List<String> results;
  private final List<String> both;

  private AuditSpeed(Board board, String bootstrap, List<HostName> hosts) {
    this.board = board;
    this.bootstrap = bootstrap;
    this.results = hosts.stream().map(Topics::results).toList();
    this.both = new ArrayList<>(results);
    hosts.forEach(host -> both.add(Topics.commands(host)));
  }

  static void measure(Board board, boolean quick) throws Exception {
    int commands = quick ? 2_000 : 25_000;
    board.heading(
        "(f) records a second of %d hosts with %d commands each, beside a bare consumer"
            .formatted(HOSTS, commands));
    stateBytes(board);
    List<HostName> hosts =
        IntStream.range(0, HOSTS).mapToObj(i -> new HostName("host-" + i)).toList();
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start()) {
      for (HostName host : hosts) {
        AuditLog.write(broker.bootstrapServers(), host, commands);
      }
      AuditSpeed speed = new AuditSpeed(board, broker.bootstrapServers(), hosts);
      speed.duel("audit verify", speed.both, "audit", "verify");
      speed.duel("audit, one in a hundred shown", speed.results, "audit", "--outcome", "failed");
      speed.duel("audit --output csv, all shown", speed.results, "audit", "--output", "csv");
    }
  }

  private void duel(String name, List<String> topics, String... words) {
    // The first round only warms up.
    long records = count(topics);
    type(words);
    Spent floor = Spent.NOTHING;
    Spent ours = Spent.NOTHING;
    for (int round = 0; round < ROUNDS; round++) {
      Spent begun = Spent.soFar();
      count(topics);
      Spent between = Spent.soFar();
      type(words);
      floor = floor.plus(between.minus(begun));
      ours = ours.plus(Spent.soFar().minus(between));
    }
    double all = ROUNDS * records;
    board.throughput(name, all * 1e9 / ours.wall(), all * 1e9 / floor.wall(), GOAL);
    board.fact(
        "processors",
        "%.2f µs a record, floor %.2f µs, each with the broker's share"
            .formatted(ours.processors() / 1e3 / all, floor.processors() / 1e3 / all));
  }

  /// Nanoseconds.
  ///
  /// @param wall by the clock
  /// @param processors of this JVM, which other load on the machine hardly changes
  private record Spent(long wall, long processors) {
    private static final Spent NOTHING = new Spent(0, 0);

    private static Spent soFar() {
      return new Spent(System.nanoTime(), MACHINE.getProcessCpuTime());
    }

    private Spent plus(Spent more) {
      return new Spent(wall + more.wall, processors + more.processors);
    }

    private Spent minus(Spent less) {
      return new Spent(wall - less.wall, processors - less.processors);
    }
  }

  private void type(String... words) {
    CommandLine longshore = CommandLines.of(Surroundings.ofThisProcess());
    longshore.setOut(new PrintWriter(Writer.nullWriter()));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap", bootstrap));
    int exitCode = longshore.execute(all.toArray(String[]::new));
    if (exitCode != 0) {
      throw new IllegalStateException(all + " ended with " + exitCode);
    }
  }

  private long count(List<String> topics) {
    Set<TopicPartition> places =
        topics.stream().map(topic -> new TopicPartition(topic, 0)).collect(Collectors.toSet());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                // Otherwise closing waits half a second for what was asked for last.
                "fetch.max.wait.ms",
                1),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(places);
      consumer.seekToBeginning(places);
      long left = consumer.endOffsets(places).values().stream().mapToLong(end -> end).sum();
      long all = left;
      while (left > 0) {
        left -= consumer.poll(Duration.ofMillis(200)).count();
      }
      return all;
    }
  }

  /// By the heap in use before and after, garbage collected.
  private static void stateBytes(Board board) {
    int commands = 200_000;
    long before = Recoveries.heapInUse();
    HostAudit audit = new HostAudit(new HostName("h"), _ -> {});
    String digest = "0123456789abcdef".repeat(4);
    for (int i = 0; i < commands; i++) {
      String id = "0e3a1c1e-5a3f-4b7e-9d8e-%012d".formatted(i);
      audit.ask(new Asked(i, Instant.EPOCH, id, digest, null, null));
    }
    double bytes = (Recoveries.heapInUse() - before) / (double) audit.counts().commands();
    board.figure("heap of a verification for each command", bytes, "B  ", BYTES_GOAL);
  }
}
