package io.longshore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "536870912,536870912",
    "512b,512",
    "1k,1024",
    "512m,536870912",
    "512M,536870912",
    "2G,2147483648",
    "8589934591g,9223372035781033984"
  })
  void sizesAreReadInPowersOf1024(String text, long bytes) {
    assertThat(MemorySize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "-1",
        "1.5g",
        "512 m",
        "512mb",
        "1t",
        "8589934592g",
        "99999999999999999999",
        "٣"
      })
  void otherSizesAreRefused(String text) {
    assertRefused(MemorySize::parse, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {"0-3,7;0-3,7", "7,3,2,1,0;0-3,7", "0,1;0-1", "5;5", "'';''", "1-1;1", "8191;8191"})
  void setsOfProcessorsHaveOneSpelling(String text, String spelling) {
    assertThat(CpuSet.parse(text))
        .hasToString(spelling)
        .isEqualTo(CpuSet.parse(spelling))
        .hasSameHashCodeAs(CpuSet.parse(spelling));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",", "1,", "3-1", "-1", "a", "0-8192", "1-", "1 2", "99999999999", "0-1-2"})
  void otherSetsAreRefused(String text) {
    assertRefused(CpuSet::parse, text);
  }

  @Test
  void limitsAreReadInEverySpelling() {
    assertThat(Ulimits.name("RLIMIT_NOFILE")).isEqualTo("nofile");
    assertThat(Ulimits.name("Memlock")).isEqualTo("memlock");
    assertThat(Ulimits.limit("1", null)).isEqualTo(new Dimensions.Ulimit(1, 1));
    assertThat(Ulimits.limit(null, "unlimited")).isEqualTo(new Dimensions.Ulimit(-1, -1));
    assertThat(Ulimits.limit("0", "-1")).isEqualTo(new Dimensions.Ulimit(0, -1));
    assertThat(Ulimits.limit("0", "18446744073709551615")).isEqualTo(new Dimensions.Ulimit(0, -1));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2,1",
        "unlimited,1",
        "-2,5",
        "x,1",
        "1.5,-",
        "-,-",
        "9223372036854775808,-",
        "'',1"
      })
  void otherLimitsAreRefused(@Nullable String soft, @Nullable String hard) {
    assertThatThrownBy(() -> Ulimits.limit(soft, hard)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rlimit_", "rlimit_rlimit_core", "bogus", "core "})
  void otherNamesOfLimitsAreRefused(String name) {
    assertRefused(Ulimits::name, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "plain:1",
        "ns/plain",
        "localhost/x",
        "reg:5000/x",
        "registry.example:5000/kolla/keystone:2026.1",
        "REG.example/x",
        "[::1]:5000/x",
        "a__b/c-d.e",
        "x@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "reg/ns/x:tag@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
      })
  void referencesToImagesAreTakenAsTheyAre(String text) {
    assertThat(new ImageReference(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UPPER/x",
        "Plain",
        "a b",
        "a//b",
        "/a",
        "a/",
        "a:",
        "a:b:c",
        "x@sha256:zz",
        "a..b",
        "-a",
        "a/../b",
        "a?b",
        "a:5000x/y",
        "é"
      })
  void otherReferencesAreRefused(String text) {
    assertThatThrownBy(() -> new ImageReference(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("invalid reference");
  }

  @ParameterizedTest
  @CsvSource({"plain,plain:latest", "reg:5000/x,reg:5000/x:latest", "reg:5000/x:1,reg:5000/x:1"})
  void anImageWithoutTagIsTheLatest(String text, String tagged) {
    assertThat(new ImageReference(text).withDefaultTag()).hasToString(tagged);
  }

  @Test
  void aVariableThatNoProcessCanHaveIsRefusedWithoutShowingItsValue() {
    assertThatThrownBy(() -> Environment.of(Map.of("A=B", "hunter2")))
        .hasMessageStartingWith("illegal name");
    assertThatThrownBy(() -> Environment.of(Map.of("A", "hunter2\0")))
        .message()
        .doesNotContain("hunter2");
    assertThat(Environment.of(Map.of("A", "hunter2")).toString()).doesNotContain("hunter2");
  }

  @Test
  void aRefusedValueCannotForgeALineOfALog() {
    assertThatThrownBy(() -> new ContainerName("a\nERROR \u001b[2J" + "x".repeat(500)))
        .message()
        .contains("got 'a\\u000aERROR \\u001b[2J")
        .hasSizeLessThan(400);
  }

  @Test
  void shorteningNeverCutsACharacterInTwo() {
    String shown = InvalidValueException.shown("😀".repeat(200));
    assertThat(InvalidValueException.isPrintable(shown)).isTrue();
    assertThat(shown.codePointCount(0, shown.length())).isEqualTo(120);
    assertThat(InvalidValueException.shown("a\ud83d")).isEqualTo("a\\ud83d");
  }

  private static void assertRefused(Function<String, ?> parser, String text) {
    assertThatThrownBy(() -> parser.apply(text)).isInstanceOf(InvalidValueException.class);
  }
}
