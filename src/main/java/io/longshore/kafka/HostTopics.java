package io.longshore.kafka;

import io.longshore.command.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two topics of a host, made or checked before anything is read from them.
final class HostTopics {
  private static final Logger LOG = LoggerFactory.getLogger(HostTopics.class);

  private final HostName host;
  private final Retention retention;

  HostTopics(HostName host, Retention retention) {
    this.host = host;
    this.retention = retention;
  }

  /// @param create whether missing topics are made
  /// @throws BrokerException of kind `TOPIC_UNFIT` when a topic is such that a command could be
  ///   carried out twice or its result lost, and of kind `TOPIC_MISSING` when one is not there;
  ///   lesser differences are logged
  void prepare(TopicProvisioner provisioner, boolean create) {
    List<TopicSpec> wanted = TopicSpec.ofHost(host, retention);
    List<TopicState> states = create ? provisioner.provision(wanted) : provisioner.check(wanted);
    List<String> faults = new ArrayList<>();
    faults.addAll(faults(states.getFirst(), this::faultsOfCommands));
    faults.addAll(faults(states.getLast(), this::faultsOfResults));
    if (!faults.isEmpty()) {
      throw new BrokerException(
          BrokerException.Kind.TOPIC_UNFIT,
          "The topics of "
              + host
              + " are so set that commands could be repeated or results lost: "
              + String.join("; ", faults),
          "Correct the topics (kafka-configs.sh --alter), or the dedupe window; the order is commands < dedupe window <= results.",
          null);
    }
  }

  /// The topic of workers' statuses. Commands are answered without it, too, so what keeps it from
  /// being made is only logged.
  void prepareStatus(TopicProvisioner provisioner, boolean create) {
    try {
      List<TopicSpec> wanted = List.of(TopicSpec.workers());
      List<TopicState> states = create ? provisioner.provision(wanted) : provisioner.check(wanted);
      faults(states.getFirst(), _ -> List.of());
    } catch (BrokerException e) {
      LOG.atWarn()
          .addKeyValue("topic", Topics.WORKERS)
          .addKeyValue("reason", e.getMessage())
          .log("The topic of workers' statuses cannot be prepared; commands are answered without");
    }
  }

  private interface Rules {
    List<String> faults(TopicState.Existing topic);
  }

  private static List<String> faults(TopicState state, Rules rules) {
    return switch (state) {
      case TopicState.Missing missing ->
          throw new BrokerException(
              BrokerException.Kind.TOPIC_MISSING,
              "The topic " + missing.topic() + " does not exist",
              "Create it (`longshore topics` gives it the right settings), or let the worker create it (kafka.createTopics).",
              null);
      case TopicState.Created created -> {
        LOG.atInfo().addKeyValue("topic", created.topic()).log("Topic created");
        yield List.of();
      }
      case TopicState.Unseen unseen -> {
        LOG.atWarn()
            .addKeyValue("topic", unseen.topic())
            .addKeyValue("reason", unseen.why())
            .log("Topic settings cannot be checked");
        yield List.of();
      }
      case TopicState.Existing existing -> {
        List<String> faults = new ArrayList<>(rules.faults(existing));
        if (faults.isEmpty() && !existing.differences().isEmpty()) {
          LOG.atInfo()
              .addKeyValue("topic", existing.topic())
              .addKeyValue("differences", existing.differences())
              .log("Topic is set otherwise than Longshore would");
        }
        yield faults;
      }
    };
  }

  private List<String> faultsOfCommands(TopicState.Existing topic) {
    List<String> faults = faultsOfBoth(topic);
    Duration window = retention.dedupeWindow();
    Optional<Duration> kept = duration(topic, "retention.ms");
    Duration segment = duration(topic, "segment.ms").orElse(Duration.ZERO);
    if (kept.isEmpty() || kept.get().plus(segment).compareTo(window) >= 0) {
      String stay = kept.map(time -> time.plus(segment).toString()).orElse("for ever");
      faults.add(
          topic.topic()
              + " may keep a command "
              + stay
              + " (retention.ms and segment.ms), which must be less than the dedupe window "
              + window);
    }
    return faults;
  }

  private List<String> faultsOfResults(TopicState.Existing topic) {
    List<String> faults = faultsOfBoth(topic);
    Optional<Duration> kept = duration(topic, "retention.ms");
    if (kept.isPresent() && kept.get().compareTo(retention.dedupeWindow()) < 0) {
      faults.add(
          topic.topic()
              + " keeps results "
              + kept.get()
              + " (retention.ms), which must be at least the dedupe window "
              + retention.dedupeWindow());
    }
    require(topic, "retention.bytes", "-1", faults);
    return faults;
  }

  private static List<String> faultsOfBoth(TopicState.Existing topic) {
    List<String> faults = new ArrayList<>();
    if (topic.partitions() != 1) {
      faults.add(topic.topic() + " has " + topic.partitions() + " partitions and must have 1");
    }
    require(topic, "cleanup.policy", "delete", faults);
    require(topic, "message.timestamp.type", "LogAppendTime", faults);
    return faults;
  }

  private static void require(
      TopicState.Existing topic, String setting, String wanted, List<String> faults) {
    String actual = topic.settings().get(setting).orElse(wanted);
    if (!actual.equals(wanted)) {
      faults.add(topic.topic() + " has " + setting + "=" + actual + " and must have " + wanted);
    }
  }

  /// Empty when there is no limit.
  private static Optional<Duration> duration(TopicState.Existing topic, String setting) {
    return topic
        .settings()
        .get(setting)
        .map(Long::parseLong)
        .filter(millis -> millis >= 0)
        .map(Duration::ofMillis);
  }
}
