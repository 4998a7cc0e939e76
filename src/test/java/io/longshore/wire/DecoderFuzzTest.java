package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages made from a good one by chance. A failure prints the seed and the message.
class DecoderFuzzTest {
  private static final int MESSAGES = 3_000;
  private static final long SEED = Long.getLong("fuzz.seed", 20261122L);
  private static final CommandDecoder DECODER = new CommandDecoder(new HostName("web1"));
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "1.5",
          "1e400",
          "99999999999999999999",
          "\"\"",
          "\" \"",
          "\"x\"",
          "\"1\"",
          "\"-1\"",
          "\"1.0\"",
          "\"no\"",
          "\"YES\"",
          "\"NONE\"",
          "\"/a:/b\"",
          "\"0-1\"",
          "\"512m\"",
          "\"9223372036854775808\"",
          "\"unlimited\"",
          "18446744073709551615",
          "\"/t:size=1m,,mode\"",
          "\"label=a:b\"",
          "\"registry.example:5000/a@sha256:0\"",
          "\"'\"",
          "[\"CMD\", null, 1]",
          "{\"soft\": 2, \"hard\": 1}",
          "{\"RLIMIT_CORE\": {\"soft\": \"-1\"}, \"core\": {}}",
          "{\"test\": \"NONE\", \"retries\": -1}",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "[]",
          "[null]",
          "[\"/x\"]",
          "[[]]",
          "[{}]",
          "{}",
          "{\"x\": null}",
          "{\"x\": {}}",
          "{\"soft\": 1}",
          "{\"\": 1}");
  private static final List<String> ODD_NAMES =
      List.of("", "x", "a/b~c", "name", "id", "common_options", "\n", "environment", "soft");

  @Test
  void whatTheSchemaRefusesIsRefusedInBetterWordsByTheReaders() {
    Random random = new Random(SEED);
    List<JsonNode> good =
        Stream.of("everything", "exec", "facts-of-named-containers")
            .map(name -> Golden.of("commands/accepted", name).payload())
            .toList();
    for (int count = 0; count < MESSAGES; count++) {
      ObjectNode payload = (ObjectNode) good.get(count % good.size()).deepCopy();
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutate(payload, random);
      }
      byte[] value = Golden.MAPPER.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8);
      assertSound(DECODER.decode(Golden.message(value, Map.of())), value);
    }
  }

  @Test
  void brokenBytesAreRefusedAsTheyCome() {
    Random random = new Random(SEED);
    byte[] good = Golden.of("commands/accepted", "everything").value();
    for (int count = 0; count < MESSAGES; count++) {
      byte[] value = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt(256);
      }
      assertSound(DECODER.decode(Golden.message(value, Map.of())), value);
    }
  }

  private static void assertSound(Reading reading, byte[] value) {
    if (reading instanceof Reading.Refused refused) {
      String message = new String(value, StandardCharsets.UTF_8);
      String told = refused.failure().message() + "\n" + refused.failure().detail();
      assertThat(refused.failure().kind())
          .as("seed %d: %s", SEED, message)
          .isIn(FailureKind.INVALID, FailureKind.WRONG_HOST);
      assertThat(told).as("seed %d: %s", SEED, message).doesNotContain(MessageSchema.NOT_FITTING);
    }
  }

  private static void mutate(ObjectNode payload, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    gather(payload, containers);
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    JsonNode odd = Golden.MAPPER.readTree(ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
    if (chosen instanceof ArrayNode list) {
      list.add(odd);
    } else if (chosen instanceof ObjectNode object) {
      List<String> names = new ArrayList<>(object.propertyNames());
      boolean fresh = names.isEmpty() || random.nextInt(4) == 0;
      object.set(
          fresh
              ? ODD_NAMES.get(random.nextInt(ODD_NAMES.size()))
              : names.get(random.nextInt(names.size())),
          odd);
    }
  }

  private static void gather(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.forEach(child -> gather(child, containers));
    }
  }
}
