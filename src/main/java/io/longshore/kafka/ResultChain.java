package io.longshore.kafka;

import io.longshore.event.ResultDigest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Chains terminal events in the order in which one try of a transaction sends them. A try that is
/// aborted is forgotten with its chain: the next begins from the same head.
final class ResultChain {
  private @Nullable String head;

  /// @param head the digest of the newest terminal event; null when there is none
  ResultChain(@Nullable String head) {
    this.head = head;
  }

  /// The event as it is to be sent: a terminal one with its links, any other as it is.
  ProducerRecord<byte[], byte[]> linked(ProducerRecord<byte[], byte[]> event) {
    if (!LedgerHeaders.FINISHED.equals(
        LedgerHeaders.read(event.headers(), LedgerHeaders.KIND).orElse(""))) {
      return event;
    }
    // A copy: what was sent once can neither be changed nor linked anew.
    ProducerRecord<byte[], byte[]> linked =
        new ProducerRecord<>(
            event.topic(), event.partition(), event.key(), event.value(), event.headers());
    String digest = ResultDigest.of(head, event.value());
    LedgerHeaders.put(linked.headers(), LedgerHeaders.PREVIOUS, head);
    LedgerHeaders.put(linked.headers(), LedgerHeaders.OWN, digest);
    head = digest;
    return linked;
  }

  @Nullable String head() {
    return head;
  }
}
