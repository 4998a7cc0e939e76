package io.longshore.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.command.InvalidValueException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
  @ParameterizedTest
  @CsvSource({
    "1 10% 50% 100%, 100, 1 10 50 39",
    "1 10% 50% 100%, 6, 1 1 3 1",
    "2, 5, 2 2 1",
    "30%, 10, 3 3 3 1",
    "1%, 3, 1 1 1",
    "100%, 7, 7",
    "10, 4, 4"
  })
  void sizesAreThoseOfAnsible(String sizes, int hosts, String batches) {
    List<BatchSize> written = Stream.of(sizes.split(" ")).map(BatchSize::parse).toList();

    assertThat(BatchSize.split(written, hosts))
        .containsExactlyElementsOf(Stream.of(batches.split(" ")).map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0%", "101%", "-1", "ten", "", "1.5", "10 %"})
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> BatchSize.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void aSizeIsToldAsItIsWritten() {
    assertThat(BatchSize.parse("10%")).hasToString("10%");
    assertThat(BatchSize.parse("10")).hasToString("10");
  }
}
