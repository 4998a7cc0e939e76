package io.longshore.client;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/// Lets a producer learn where many topics are before it sends to them. It asks the broker when a
/// message to a topic that it does not know waits for the answer, one topic after the other; those
/// that wait at the same time are asked for in one request.
public final class KnownTopics {
  private KnownTopics() {}

  /// Returns when it knows them, or has waited as long as it does for one. A topic that is not
  /// there is told when something is sent to it.
  public static void learn(Producer<?, ?> producer, Collection<String> topics) {
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String topic : topics) {
        Future<?> _ = waiting.submit(() -> ask(producer, topic));
      }
    }
  }

  private static void ask(Producer<?, ?> producer, String topic) {
    try {
      producer.partitionsFor(topic);
    } catch (KafkaException notThere) {
      // Sending to it says so, and knows what that means.
    }
  }
}
