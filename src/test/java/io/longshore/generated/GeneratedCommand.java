package io.longshore.generated;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.event.Reading;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Commands as they come from a topic: bytes, read by the decoder that reads every command.
public final class GeneratedCommand {
  private static final HostName HOST = new HostName("generated");
  private static final CommandDecoder DECODER = new CommandDecoder(HOST);

  private GeneratedCommand() {}

  /// The command with these parameters, under an id of its own.
  public static Reading read(Action action, ObjectNode parameters, boolean checkMode) {
    ObjectNode message = message(action, parameters);
    message.put("id", UUID.randomUUID().toString()).put("checkMode", checkMode);
    byte[] bytes = JsonMapper.shared().writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    return DECODER.decode(new RawMessage("commands", 0, 0, Instant.now(), bytes, Map.of()));
  }

  /// What the parameters mean; empty when a command with them is refused.
  public static Optional<ContainerSpec> spec(ObjectNode parameters) {
    return switch (read(Action.COMPARE_CONTAINER, parameters, false)) {
      case Reading.Understood(Envelope envelope) ->
          Optional.of(((Command.WithSpec) envelope.command()).spec());
      case Reading.Refused _ -> Optional.empty();
    };
  }

  /// A command that `longshore send --file` takes.
  public static String file(ParameterSet set) {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(message(Action.START_CONTAINER, set.write(1)));
  }

  private static ObjectNode message(Action action, ObjectNode parameters) {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("host", HOST.text());
    message.put("action", action.wireName()).set("parameters", parameters);
    return message;
  }
}
