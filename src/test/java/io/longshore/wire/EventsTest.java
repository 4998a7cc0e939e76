package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

class EventsTest {
  private static final String DIRECTORY = "events/v1";

  @TestFactory
  List<DynamicTest> everyEventIsWrittenAsItsGoldenMessage() {
    return SampleEvents.all().entrySet().stream()
        .map(sample ->
            DynamicTest.dynamicTest(
                sample.getKey(), () -> assertEncoded(sample.getKey(), sample.getValue())))
        .toList();
  }

  private static void assertEncoded(String name, Event event) {
    Golden golden = Golden.of(DIRECTORY, name);
    WireMessage message = EventEncoder.encode(event);
    assertThat(Golden.MAPPER.readTree(message.value())).isEqualTo(golden.payload());
    assertThat(message.headers()).isEqualTo(golden.headers());
    assertThat(message.key()).isEqualTo(golden.key());
  }

  @TestFactory
  List<DynamicTest> everyGoldenMessageIsReadAsItsEvent() {
    return Golden.all(DIRECTORY).stream()
        .map(golden ->
            DynamicTest.dynamicTest(
                golden.name(),
                () -> assertThat(read(golden)).isEqualTo(SampleEvents.named(golden.name()))))
        .toList();
  }

  @TestFactory
  List<DynamicTest> everyGoldenMessageFitsTheSchema() {
    MessageSchema schema = MessageSchema.read("event.schema.json");
    return Golden.all(DIRECTORY).stream()
        .map(golden ->
            DynamicTest.dynamicTest(
                golden.name(), () -> assertThat(schema.check(golden.payload())).isEmpty()))
        .toList();
  }

  @Test
  void anEventOfALaterVersionIsReadWithoutWhatIsNewInIt() {
    Golden golden = Golden.of(DIRECTORY, "finished-one-shot");
    ObjectNode payload = (ObjectNode) golden.payload().deepCopy();
    payload.put("downtimeMs", 17).putObject("signature").put("by", "somebody");
    ((ObjectNode) payload.path("failure")).put("kind", "bornLater");
    ((ObjectNode) payload.path("steps").path(0)).put("state", "bornLater");
    payload.put("action", "born_later").put("resource", "network/x");
    Event.Finished event =
        (Event.Finished)
            EventDecoder.decode(Golden.MAPPER.writeValueAsBytes(payload), golden.headers());
    assertThat(event.report().rc()).isEqualTo(3);
    assertThat(event.report().steps()).isEmpty();
    assertThat(event.header().action()).isNull();
    assertThat(event.header().resource()).isNull();
    assertThat(event.failure()).extracting("kind").isEqualTo(FailureKind.INTERNAL);
  }

  @TestFactory
  List<DynamicTest> anOutlineSaysTheSameButForWhatIsToldAtLength() {
    return Golden.all(DIRECTORY).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> assertOutline(golden)))
        .toList();
  }

  private static void assertOutline(Golden golden) {
    ObjectNode brief = (ObjectNode) golden.payload().deepCopy();
    brief.remove(
        List.of("stdout", "stderr", "output", "differences", "steps", "warnings", "facts"));
    byte[] value = Golden.MAPPER.writeValueAsBytes(brief);

    assertThat(EventOutline.read(golden.value(), null))
        .isEqualTo(EventDecoder.decode(value, Map.of()));
  }

  @Test
  void anOutlineOfWhatIsCutOffIsRefused() {
    byte[] value = Golden.of(DIRECTORY, "finished-one-shot").value();
    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> EventOutline.read(cut, EventType.FINISHED))
          .isInstanceOf(UnreadableEventException.class);
    }
  }

  @Test
  void withoutHeadersThePayloadTellsItsKind() {
    Golden golden = Golden.of(DIRECTORY, "output");
    assertThat(EventDecoder.decode(golden.value(), Map.of()))
        .isEqualTo(SampleEvents.named("output"));
  }

  @Test
  void noTwoEventsOfACommandHaveOneId() {
    Set<String> ids =
        SampleEvents.all().values().stream()
            .filter(event -> event.header().commandId().text().equals("c-1"))
            .filter(event -> !event.equals(SampleEvents.named("finished-one-shot")))
            .map(event -> EventEncoder.encode(event).headers().get("ce_id"))
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(8).contains("c-1/accepted", "c-1/started/2", "c-1/finished");
  }

  @Test
  void halfACharacterInAProgramsOutputDoesNotStopTheEvent() {
    Event.Output output = (Event.Output) SampleEvents.named("output");
    WireMessage message =
        EventEncoder.encode(new Event.Output(output.header(), output.stream(), "a\ud83d"));
    assertThat(EventDecoder.decode(message.value(), message.headers()))
        .isEqualTo(new Event.Output(output.header(), output.stream(), "a?"));
  }

  @Test
  void whatIsNoEventIsRefusedWithWhatIsMissing() {
    assertThatThrownBy(
            () -> EventDecoder.decode("{}".getBytes(StandardCharsets.UTF_16BE), Map.of()))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> EventDecoder.decode(new byte[0], Map.of()))
        .isInstanceOf(UnreadableEventException.class);
    assertThatThrownBy(() ->
            EventDecoder.decode(
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of("ce_type", "io.longshore.result.accepted.v1")))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage("commandId: text expected");
    assertThatThrownBy(() ->
            EventDecoder.decode(
                "[]".getBytes(StandardCharsets.UTF_8), Map.of("ce_type", "io.other.v1")))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage("ce_type: unknown kind of event 'io.other.v1'");
  }

  private static Event read(Golden golden) {
    return EventDecoder.decode(golden.value(), golden.headers());
  }
}
