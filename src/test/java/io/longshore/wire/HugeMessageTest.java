package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Messages of up to 1 MiB, the worker's default limit, each of which would be met at every start
/// again if it ended the worker.
@Timeout(60)
class HugeMessageTest {
  /// As small as the launcher makes a worker's.
  private static final int STACK = 512 * 1024;

  private final CommandDecoder decoder = new CommandDecoder(new HostName("web01"));

  /// The schema's pattern is matched by recursion.
  @Test
  void aListOfProcessorsThatEndsTheStackIsAnswered() throws Exception {
    String cpus = "0" + ",0".repeat(100_000);

    assertThat(refused("\"dimensions\":{\"cpuset_cpus\":\"" + cpus + "\"}").failure().message())
        .contains("StackOverflowError");
  }

  @Test
  void aLongListOfADonorsOptionsIsReadWithoutAStack() throws Exception {
    String donor = "donor:ro" + ",ro".repeat(100_000);
    assertThat(read("\"volumes_from\":[\"" + donor + "\"]")).isInstanceOf(Reading.Understood.class);
  }

  @Test
  void ofAHundredThousandMistakesTheFirstAreTold() throws Exception {
    Reading.Refused refused = refused("\"volumes\":[[]" + ",[]".repeat(300_000) + "]");

    assertThat(refused.failure().kind()).isEqualTo(FailureKind.INVALID);
    assertThat(refused.failure().message()).contains("/parameters/volumes/0", "at least 99 more");
    assertThat(refused.failure().detail()).hasLineCount(51);
  }

  @Test
  void ofVeryManyUnknownParametersNotEachIsHeldAgainstAllKnownOnes() throws Exception {
    StringBuilder unknown = new StringBuilder("\"a\":1");
    for (int number = 0; number < 80_000; number++) {
      unknown.append(",\"p").append(number).append("\":1");
    }

    assertThat(refused(unknown.toString()).failure().message())
        .contains("unknown parameter: a", "more problems");
  }

  private Reading.Refused refused(String parameters) throws Exception {
    return (Reading.Refused) read(parameters);
  }

  private Reading read(String parameters) throws Exception {
    String text =
        "{\"id\":\"c-1\",\"host\":\"web01\",\"action\":\"start_container\",\"parameters\":"
            + "{\"name\":\"web\",\"image\":\"localhost/web:1\","
            + parameters
            + "}}";
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    assertThat(value.length).isLessThanOrEqualTo(CommandDecoder.DEFAULT_LARGEST);
    FutureTask<Reading> reading =
        new FutureTask<>(
            () -> decoder.decode(new RawMessage("topic", 0, 0, Instant.EPOCH, value, Map.of())));
    new Thread(null, reading, "small stack", STACK).start();
    return reading.get();
  }
}
