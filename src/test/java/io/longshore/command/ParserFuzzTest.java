package io.longshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random texts are read or refused: nothing else may happen. A failure prints the seed and the
/// text.
class ParserFuzzTest {
  private static final int TEXTS = 5_000;
  private static final long SEED = Long.getLong("fuzz.seed", 20261122L);
  private static final List<String> PIECES =
      List.of(
          "/",
          ":",
          ",",
          "=",
          "-",
          ".",
          "..",
          "a",
          "B",
          "0",
          "1",
          "9",
          "ro",
          "rw",
          "z",
          "idmap=",
          "devpts",
          "'",
          "\"",
          "\\",
          " ",
          "\t",
          "\n",
          "\0",
          "é",
          "😀",
          "\ud83d",
          "\u202e",
          "m",
          "g",
          "rlimit_",
          "core",
          "unlimited",
          "18446744073709551615",
          "99999999999999999999999999999999",
          "@sha256:",
          "[",
          "]",
          "#",
          "no-new-privileges",
          "label=",
          "CAP_",
          "xxxxxxxxxxxxxxxx");

  static Map<String, Consumer<String>> parsers() {
    return Map.of(
        "mount", Mount::parse,
        "tmpfs", Tmpfs::parse,
        "command line", CommandLine::split,
        "size", MemorySize::parse,
        "processors", CpuSet::parse,
        "limit", text -> Ulimits.limit(text, null),
        "image", ImageReference::new,
        "capability", Capability::new,
        "security option", SecurityOption::new,
        "donor", Storage::donor);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTextIsReadOrRefused(String name) {
    Consumer<String> parser = Objects.requireNonNull(parsers().get(name));
    Random random = new Random(SEED);
    for (int count = 0; count < TEXTS; count++) {
      String text = text(random);
      try {
        parser.accept(text);
      } catch (InvalidValueException refused) {
        boolean printable = InvalidValueException.isPrintable(refused.getMessage());
        assertThat(printable).as("%s, seed %d: %s", name, SEED, text).isTrue();
      } catch (RuntimeException fault) {
        throw new AssertionError("%s, seed %d: '%s'".formatted(name, SEED, text), fault);
      }
    }
  }

  static List<String> names() {
    return parsers().keySet().stream().sorted().toList();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int piece = random.nextInt(12); piece > 0; piece--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
