package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.emulator.Outputs;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.engine.EngineException;
import io.longshore.event.OutputTotals;
import io.longshore.event.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
  private static final int LIMIT = 100;

  @Test
  void aRealAnswerOfPodmanIsTakenApart() throws IOException {
    String real =
        "01000000000000056f7574310a01000000000000056f7574320a01000000000000046e6f6e6c0200000000000005657272310a";

    assertThat(read(real)).isEqualTo(Outputs.whole("out1\nout2\nnonl", "err1\n"));
  }

  @Test
  void noFramesAreNoOutput() throws IOException {
    assertThat(read("")).isEqualTo(Outputs.whole("", ""));
  }

  @Test
  void aCharacterSplitOverTwoFramesIsPutTogether() throws IOException {
    assertThat(read("0100000000000001c30100000000000002a90a").stdout()).isEqualTo("é\n");
  }

  @Test
  void anEmptyFrameIsPassedOver() throws IOException {
    assertThat(read("01000000000000000200000000000002650a")).isEqualTo(Outputs.whole("", "e\n"));
  }

  @Test
  void bytesThatAreNotUtf8AreReplacedAndTheRestIsKept() throws IOException {
    assertThat(read("010000000000000361ff62").stdout()).isEqualTo("a\uFFFDb");
  }

  @ParameterizedTest
  @CsvSource({
    "010000, truncated stream",
    "010000000000000561, truncated stream",
    "01000000ffffffff61, frame too large",
    "4e6f7420466f756e64, no stream of frames"
  })
  void whatIsNoSuchStreamIsSaidToBeNone(String hex, String words) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(hex))
        .withMessageContaining(words);
  }

  @Test
  void ofALongOutputHeadAndTailAreKept() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int line = 1; line <= 1000; line++) {
      byte[] text = "line %04d\n".formatted(line).getBytes(StandardCharsets.UTF_8);
      stream.writeBytes(ByteBuffer.allocate(8).put((byte) 1).putInt(4, text.length).array());
      stream.writeBytes(text);
    }

    RunOutput output =
        Frames.read(new ByteArrayInputStream(stream.toByteArray()), LIMIT).output(true);

    assertThat(output.stdout())
        .startsWith("line 0001\n")
        .endsWith("line 1000\n")
        .contains("\n[… 9900 bytes left out …]\n");
    assertThat(output.stdout()).hasSize(LIMIT + "\n[… 9900 bytes left out …]\n".length());
  }

  @Test
  void theWholeOfALongOutputIsCountedAndDigestedHoweverItIsDivided() throws IOException {
    byte[] whole = new byte[100_000];
    new Random(1).nextBytes(whole);
    for (int most : List.of(1, 7, LIMIT / 2, LIMIT, 3 * LIMIT, 20_000)) {
      RunOutput output =
          Frames.read(new ByteArrayInputStream(frames(whole, most)), LIMIT).output(true);

      assertThat(output.totals().stdout())
          .isEqualTo(new OutputTotals.Total(whole.length, Sha256.of(whole), true));
      assertThat(output.totals().stderr())
          .isEqualTo(new OutputTotals.Total(0, Sha256.of(new byte[0]), false));
      assertThat(output.stdout())
          .isEqualTo(
              new String(whole, 0, LIMIT / 2, StandardCharsets.UTF_8)
                  + "\n[… 99900 bytes left out …]\n"
                  + new String(whole, whole.length - LIMIT / 2, LIMIT / 2, StandardCharsets.UTF_8));
    }
  }

  private static byte[] frames(byte[] whole, int most) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int first = 0; first < whole.length; first += most) {
      int length = Math.min(most, whole.length - first);
      stream.writeBytes(ByteBuffer.allocate(8).put((byte) 1).putInt(4, length).array());
      stream.write(whole, first, length);
    }
    return stream.toByteArray();
  }

  @Test
  void anOutputOfExactlyTheLimitIsWhole() throws IOException {
    String text = "x".repeat(LIMIT);
    String hex =
        "01000000000000"
            + HexFormat.of().toHexDigits((byte) LIMIT)
            + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));

    assertThat(read(hex).stdout()).isEqualTo(text);
  }

  private static RunOutput read(String hex) throws IOException {
    return Frames.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), LIMIT).output(true);
  }
}
