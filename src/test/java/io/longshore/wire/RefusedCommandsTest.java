package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.Report;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class RefusedCommandsTest {
  private static final CommandDecoder DECODER = new CommandDecoder(new HostName("web1"));
  private static final String DERIVED_ID = "longshore.commands.web1-0-42";

  @TestFactory
  List<DynamicTest> everyFaultIsAnsweredWithItsPlaceAndWhatWasExpected() {
    return Golden.all("commands/refused").stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> assertRefused(golden)))
        .toList();
  }

  private static void assertRefused(Golden golden) {
    Reading reading = DECODER.decode(golden.message());
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    Reading.Refused refused = (Reading.Refused) reading;
    JsonNode expect = golden.document().path("expect");
    assertThat(refused.failure().kind().wireName()).isEqualTo(expect.path("kind").stringValue());
    assertThat(refused.failure().message()).contains(expect.path("message").stringValue());
    assertThat(refused.failure().pointer()).isEqualTo(expect.path("pointer").stringValue());
    assertThat(refused.header().commandId().text()).isEqualTo(expect.path("id").stringValue());
    if (expect.has("hint")) {
      assertThat(refused.failure().hint()).contains(expect.path("hint").stringValue());
    }
    expect
        .path("detail")
        .forEach(place -> assertThat(refused.failure().detail()).contains(place.stringValue()));
    assertThat(answerTo(refused))
        .doesNotContain("hunter2")
        .doesNotContain(MessageSchema.NOT_FITTING);
  }

  private static String answerTo(Reading.Refused refused) {
    Event answer =
        new Event.Finished(
            refused.header(),
            Outcome.REJECTED,
            refused.digest(),
            false,
            0,
            null,
            Report.NOTHING,
            refused.failure());
    return new String(EventEncoder.encode(answer).value(), StandardCharsets.UTF_8);
  }

  @Test
  void aMessageOfFiveMebibytesIsRefusedByItsSizeUnderItsOwnId() {
    byte[] head =
        "{\"id\": \"c-1\", \"host\": \"web1\", \"issuer\": \"".getBytes(StandardCharsets.UTF_8);
    byte[] value = Arrays.copyOf(head, 5 << 20);
    Arrays.fill(value, head.length, value.length, (byte) 'x');
    Reading.Refused refused = refused(value);
    assertThat(refused.header().commandId().text()).isEqualTo("c-1");
    assertThat(refused.failure().message())
        .isEqualTo("a message of at most 1048576 bytes expected, got one of 5242880");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] value = "{\"id\": \"c-1\", \"issuer\": \"?\"}".getBytes(StandardCharsets.UTF_8);
    value[value.length - 3] = (byte) 0xC3;
    assertThat(refused(value).failure().message()).isEqualTo("the message is not UTF-8");
  }

  @Test
  void utf16IsNotTakenForUtf8() {
    byte[] value = "{\"id\": \"c-1\"}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(refused(value).failure().message()).startsWith("the message is not JSON");
  }

  @Test
  void aMessageWithoutValueIsAnsweredUnderItsPlace() {
    Reading.Refused refused = (Reading.Refused) DECODER.decode(Golden.message(null, Map.of()));
    assertThat(refused.header().commandId().text()).isEqualTo(DERIVED_ID);
    assertThat(refused.failure())
        .isEqualTo(
            new Failure(
                FailureKind.INVALID,
                "the message has no value",
                "Send one JSON object in UTF-8.",
                null,
                ""));
  }

  @Test
  void aRefusalTellsAsMuchOfTheCommandAsCouldBeRead() {
    Golden golden = Golden.of("commands/refused", "volume-twice");
    Reading.Refused refused = (Reading.Refused) DECODER.decode(golden.message());
    assertThat(refused.header().action()).hasToString("start_container");
    assertThat(refused.header().resource())
        .isEqualTo(new Resource.OfContainer(new ContainerName("nova_api")));
    assertThat(refused.digest()).hasSize(64);
  }

  @Test
  void theDerivedIdOfALongTopicNameEndsWithTheOffset() {
    String host = "h".repeat(200);
    RawMessage message =
        new RawMessage("longshore.commands." + host, 0, 7, Instant.EPOCH, new byte[0], Map.of());
    assertThat(CommandDecoder.derivedId(message).text()).hasSize(128).endsWith("h-0-7");
  }

  private static Reading.Refused refused(byte[] value) {
    return (Reading.Refused) DECODER.decode(Golden.message(value, Map.of()));
  }
}
