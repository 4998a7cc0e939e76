package io.longshore.cli;

import io.longshore.client.MessageHeaders;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.kafka.EncodedEvent;
import io.longshore.kafka.KafkaConnection;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.EventDecoder;
import io.longshore.wire.EventEncoder;
import io.longshore.wire.UnreadableEventException;
import io.longshore.wire.WireMessage;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Joins Kafka's records with the reading and writing of messages, which know nothing of each
/// other.
final class MessageCodec {
  private final CommandDecoder decoder;

  private MessageCodec(CommandDecoder decoder) {
    this.decoder = decoder;
  }

  /// The codec of a host's worker.
  static KafkaConnection.Codec of(CommandDecoder decoder) {
    MessageCodec codec = new MessageCodec(decoder);
    return new KafkaConnection.Codec(codec::reading, MessageCodec::encoded, MessageCodec::finished);
  }

  private Reading reading(ConsumerRecord<byte[], byte[]> message) {
    return decoder.decode(MessageHeaders.raw(message, MessageHeaders.of(message)));
  }

  private static EncodedEvent encoded(Event event) {
    WireMessage message = EventEncoder.encode(event);
    return new EncodedEvent(message.value(), message.headers());
  }

  private static Optional<Event.Finished> finished(ConsumerRecord<byte[], byte[]> message) {
    try {
      return message.value() != null
              && EventDecoder.decode(message.value(), MessageHeaders.of(message))
                  instanceof Event.Finished finished
          ? Optional.of(finished)
          : Optional.empty();
    } catch (UnreadableEventException ofAnotherVersion) {
      return Optional.empty();
    }
  }
}
