package io.longshore.kolla;

import io.longshore.engine.podman.InspectDocument;
import io.longshore.kolla.host.HostMembers;
import io.longshore.plan.ActualState;
import io.longshore.plan.ConfigCheck;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.ObservedUnit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a line says is on the host, read by the reader that reads the engine's own answers.
public final class CaseSituation {
  private static final int FRAME_HEADER = 8;

  private CaseSituation() {}

  public static ActualState of(KollaCase given) {
    JsonNode current = given.current();
    return new ActualState(
        container(given),
        image(current.path("image")),
        null,
        unit(current.path("unit")),
        configCheck(current.path("exec")),
        HostMembers.zone(current.path("host")));
  }

  /// A line leaves out the container's name where it does not matter.
  private static @Nullable ObservedContainer container(KollaCase given) {
    if (!given.current().path("container").isObject()) {
      return null;
    }
    ObjectNode document = (ObjectNode) given.current().path("container").deepCopy();
    if (!document.has("Name")) {
      document.put("Name", CaseCommand.spec(given).name().text());
    }
    return InspectDocument.container(document, given.current().path("engine").asString(""));
  }

  private static @Nullable ObservedImage image(JsonNode document) {
    return document.isObject() && !document.isEmpty() ? InspectDocument.image(document) : null;
  }

  private static @Nullable ObservedUnit unit(JsonNode text) {
    return text.isString()
        ? new ObservedUnit(text.asString(), ObservedUnit.ActiveState.ACTIVE)
        : null;
  }

  private static @Nullable ConfigCheck configCheck(JsonNode exec) {
    return exec.isObject() ? new ConfigCheck(exec.path("exit_code").asInt(), output(exec)) : null;
  }

  private static String output(JsonNode exec) {
    return exec.has("output_hex")
        ? payload(HexFormat.of().parseHex(exec.path("output_hex").asString()))
        : exec.path("output").asString("");
  }

  /// The payloads of multiplexed frames. Lengths in lines written by hand are off at times: a last
  /// frame that is cut short, or a rest too short for a frame, is payload as well.
  private static String payload(byte[] frames) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    ByteBuffer rest = ByteBuffer.wrap(frames);
    while (rest.remaining() >= FRAME_HEADER) {
      int length = (int) rest.getLong();
      int left = rest.remaining() - length;
      byte[] bytes = new byte[left < FRAME_HEADER ? rest.remaining() : length];
      rest.get(bytes);
      payload.writeBytes(bytes);
    }
    return payload.toString(StandardCharsets.UTF_8);
  }
}
