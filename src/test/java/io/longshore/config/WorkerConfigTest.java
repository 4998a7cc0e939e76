package io.longshore.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigTest {
  @Test
  void aRecordTellsAllThatIsWrongWithIt() {
    assertThatThrownBy(() ->
            new WorkerConfig.Engine(
                Path.of("socket"), Duration.ZERO, Duration.ofDays(3), Duration.ofDays(31), true))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.faults())
                    .extracting(Fault::key)
                    .containsExactly("socket", "callLimit", "pullLimit", "outageLimit"))
        .hasMessageContaining("callLimit: expected a duration between 1s and 1h, got 0s");
  }

  @Test
  void aSocketPathThatTheKernelRefusesIsRefused() {
    Path longest = Path.of("/" + "é".repeat(53));
    Duration second = Duration.ofSeconds(1);
    assertThat(new WorkerConfig.Engine(longest, second, second, second, true).socket())
        .isEqualTo(longest);
    assertThatThrownBy(
            () -> new WorkerConfig.Engine(Path.of(longest + "e"), second, second, second, true))
        .hasMessageContaining("at most 107 bytes");
  }

  @ParameterizedTest
  @CsvSource({"a:0", "a:65536", "a:99999", "a", ":1", "a b:1", "'a,b:1'", "http://a:1", "::1:9092"})
  void anAddressThatKafkaCouldNotUseIsRefused(String address) {
    assertThatThrownBy(() -> KafkaSettings.at(address))
        .hasMessageContaining("addresses of the form host:port");
  }

  @ParameterizedTest
  @CsvSource({"a:1", "kafka-1.example:65535", "10.0.0.1:9092", "[::1]:9092", "[fe80::1%eth0]:9092"})
  void anAddressThatKafkaCanUseIsTaken(String address) {
    assertThat(KafkaSettings.at(address).bootstrap()).isEqualTo(List.of(address));
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "5m,PT5M",
    "2h,PT2H",
    "7d,PT168H",
    "PT1M30S,PT90S",
    "P1DT12H,PT36H",
    "PT0.25S,PT0.25S",
    "0s,PT0S"
  })
  void durationsAreReadAsPeopleWriteThem(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({"30", "s", "-5s", "5 s", "1.5h", "P", "PT", "P1DT", "p1d", "1w", "9999999999s", "''"})
  void whatIsNoDurationIsRefused(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.5S,500ms",
    "PT90S,90s",
    "PT120S,2m",
    "PT36H,36h",
    "PT168H,7d",
    "PT0S,0s",
    "PT0.0005S,PT0.0005S"
  })
  void durationsAreShownInTheLargestUnitThatFits(Duration duration, String text) {
    assertThat(DurationText.show(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"4096,4096", "512KiB,524288", "1MiB,1048576", "0,0"})
  void sizesAreReadAsPeopleWriteThem(String text, int bytes) {
    assertThat(SizeText.parse(text)).contains(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1MB", "1 MiB", "-1", "1.5MiB", "2048MiB", "MiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThat(SizeText.parse(text)).isEmpty();
  }
}
