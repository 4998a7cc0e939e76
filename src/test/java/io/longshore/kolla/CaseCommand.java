package io.longshore.kolla;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.ContainerSpec;
import io.longshore.command.HostName;
import io.longshore.event.Reading;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes a command of a line's parameters, by the decoder that reads commands from the topic.
public final class CaseCommand {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String HOST = "host";
  private static final CommandDecoder DECODER = new CommandDecoder(new HostName(HOST));

  private CaseCommand() {}

  /// The specification that the parameters describe.
  public static ContainerSpec spec(KollaCase given) {
    return ((Command.WithSpec) of(Action.COMPARE_CONTAINER, given)).spec();
  }

  /// A line leaves out name and image where they do not matter.
  static Command of(Action action, KollaCase given) {
    ObjectNode parameters = (ObjectNode) given.params().deepCopy();
    if (!parameters.has("name")) {
      parameters.put("name", "case");
    }
    if (!parameters.has("image")) {
      parameters.put("image", "registry.example:5000/kolla/case:1");
    }
    ObjectNode message =
        JSON.createObjectNode()
            .put("id", given.id())
            .put("host", HOST)
            .put("action", action.wireName());
    message.set("parameters", parameters);
    byte[] bytes = JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    return switch (DECODER.decode(
        new RawMessage("commands", 0, 0, Instant.EPOCH, bytes, Map.of()))) {
      case Reading.Understood understood -> understood.envelope().command();
      case Reading.Refused refused -> throw new AssertionError(refused.failure().message());
    };
  }
}
