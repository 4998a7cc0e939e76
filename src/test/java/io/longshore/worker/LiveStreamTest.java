package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.worker.LiveStream.Piece;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveStreamTest {
  private final LiveStream stream = new LiveStream(16);

  @Test
  void piecesSayHowMuchCameBeforeThem() {
    take("one\n".getBytes(StandardCharsets.UTF_8));
    assertThat(stream.next()).contains(new Piece("one\n", 0));
    take("två\n".getBytes(StandardCharsets.UTF_8));
    assertThat(stream.next()).contains(new Piece("två\n", 4));
    take("3".getBytes(StandardCharsets.UTF_8));
    assertThat(stream.next()).contains(new Piece("3", 9));
    assertThat(stream.next()).isEmpty();
    assertThat(stream.taken()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"c3, a9, é", "e282, ac, €", "e2, 82ac, €", "f09f9a, a2, 🚢", "f0, 9f9aa2, 🚢"})
  void aCharacterOfSeveralBytesIsToldWhenItIsWhole(String begins, String ends, String character) {
    take("61" + begins);
    assertThat(stream.next()).contains(new Piece("a", 0));
    assertThat(stream.next()).isEmpty();
    assertThat(stream.isEmpty()).isFalse();
    take(ends);
    assertThat(stream.next()).contains(new Piece(character, 1));
  }

  @Test
  void whatIsNotUtf8IsToldAndCountedAsItsReplacement() {
    take("ff80808080");
    assertThat(stream.next()).contains(new Piece("\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", 0));
    take("61");
    assertThat(stream.next()).contains(new Piece("a", 15));
    assertThat(stream.taken()).isEqualTo(6);
  }

  private void take(String hex) {
    take(HexFormat.of().parseHex(hex));
  }

  private void take(byte[] bytes) {
    assertThat(stream.room()).isGreaterThanOrEqualTo(bytes.length);
    stream.take(bytes, 0, bytes.length);
  }
}
