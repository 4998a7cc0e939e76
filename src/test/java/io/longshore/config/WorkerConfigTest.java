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
