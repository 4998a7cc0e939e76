package io.longshore.client;

import io.longshore.command.HostName;
import io.longshore.wire.CommandDecoder;

/// Where a command came to lie.
///
/// @param host whose command topic it is
/// @param id as the payload has it
/// @param topic the command topic
/// @param partition always 0 so far
/// @param offset its place there
public record Sent(HostName host, String id, String topic, int partition, long offset) {
  /// Whether an answer under that id is the answer to this command. A message whose id cannot be
  /// read is answered under the name of its place.
  public boolean isAnsweredBy(String commandId) {
    return commandId.equals(id)
        || commandId.equals(CommandDecoder.derivedId(topic, partition, offset).text());
  }
}
