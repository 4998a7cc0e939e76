package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Test
  void everyTimeIsReadAsJavaReadsIt() {
    Random random = new Random(20261126);
    List<ChronoUnit> units =
        List.of(ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(random.nextLong(LATEST), random.nextInt(1_000_000_000))
              .truncatedTo(units.get(i % units.size()));
      String text = time.toString();
      assertThat(Timestamps.parse(text))
          .isEqualTo(time)
          .isEqualTo(OffsetDateTime.parse(text).toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T21:00:00.1Z",
        "2026-11-22T21:00:00+01:00",
        "2026-11-22T21:00:00+01",
        "2026-11-22T21:00Z",
        "+12026-11-22T21:00:00Z",
        "2026-11-22T21:00:00.Z",
      })
  void otherFormsAreReadAsJavaReadsThem(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-31T21:00:00Z",
        "2026-13-01T21:00:00Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22T21:60:00Z",
        "2026-11-22T24:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-11-22 21:00:00Z",
        "2026-11-22T21:00:00",
        "2026-11-22T21:00:00.1234567890Z",
        "2026-1+-22T21:00:00Z",
        "2026-11-22T21:00:00,5Z",
        "2026-11-22T21:00:00٣Z",
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Timestamps.parse(text));
  }
}
