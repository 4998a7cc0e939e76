package io.longshore.cli;

import io.longshore.cli.rollout.RolloutReader;
import io.longshore.cli.rollout.Rollouts;
import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.TopicRecord;
import io.longshore.command.InvalidValueException;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import io.longshore.wire.RolloutEventEncoder;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/// What people say to a rollout, and what they ask about it.
final class RolloutRequests {
  private RolloutRequests() {}

  /// @throws CliException when it can be no rollout's name
  static RolloutId id(String text) {
    try {
      return new RolloutId(text);
    } catch (InvalidValueException refused) {
      throw new CliException(ExitCode.USAGE, refused.getMessage(), refused);
    }
  }

  /// Those rollouts.
  static Rollouts read(BrokerAccess access, Predicate<RolloutId> wanted) {
    Rollouts rollouts = new Rollouts();
    try (RolloutReader reader = new RolloutReader(access, wanted)) {
      rollouts.read(reader.toEnd());
    }
    return rollouts;
  }

  /// The state of a rollout.
  ///
  /// @throws CliException when none of that name was planned
  static RolloutState state(BrokerAccess access, RolloutId id) {
    return read(access, id::equals).of(id).orElseThrow(() -> nonePlanned(id));
  }

  static CliException nonePlanned(RolloutId id) {
    return new CliException(
        ExitCode.REJECTED, "no rollout was planned as " + id + "; see: longshore rollout list");
  }

  /// Writes a wish down for whoever leads the rollout.
  static void write(BrokerAccess access, RolloutId id, RolloutEvent.Asked asked) {
    try (Producer<byte[], byte[]> producer = access.producer()) {
      producer.send(TopicRecord.of(Topics.ROLLOUTS, RolloutEventEncoder.encode(id, asked))).get();
    } catch (ExecutionException | KafkaException failed) {
      throw new BrokerTroubleException(
          "cannot write to the topic %s: %s".formatted(Topics.ROLLOUTS, failed.getMessage()),
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BrokerTroubleException(
          "interrupted; it may have been written all the same", interrupted);
    }
  }
}
