package io.longshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
    return Map.ofEntries(
        Map.entry("mount", Mount::parse),
        Map.entry("path", MountPath::new),
        Map.entry("tmpfs", Tmpfs::parse),
        Map.entry("command line", CommandLine::split),
        Map.entry("size", MemorySize::parse),
        Map.entry("processors", CpuSet::parse),
        Map.entry("limit", text -> Ulimits.limit(text, null)),
        Map.entry("limit of two halves", text -> Ulimits.limit(half(text, 0), half(text, 1))),
        Map.entry("limit's name", Ulimits::name),
        Map.entry("image", ImageReference::new),
        Map.entry("capability", Capability::new),
        Map.entry("security option", SecurityOption::new),
        Map.entry("donor", Storage::donor),
        Map.entry("container's name", ContainerName::new),
        Map.entry("volume's name", VolumeName::new),
        Map.entry("variable", text -> Environment.check(half(text, 0), half(text, 1))));
  }

  /// What these make of a text they make of their own result again.
  static Map<String, UnaryOperator<String>> normalisers() {
    return Map.of(
        "path", text -> new MountPath(text).text(),
        "processors", text -> CpuSet.parse(text).toString(),
        "limit's name", Ulimits::name,
        "image", text -> new ImageReference(text).withDefaultTag().text(),
        "capability", text -> new Capability(text).text(),
        "security option", text -> new SecurityOption(text).text());
  }

  private static String half(String text, int which) {
    int middle = text.length() / 2;
    return which == 0 ? text.substring(0, middle) : text.substring(middle);
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

  @ParameterizedTest
  @MethodSource("normaliserNames")
  void whatWasNormalisedStaysAsItIs(String name) {
    UnaryOperator<String> normaliser = Objects.requireNonNull(normalisers().get(name));
    Random random = new Random(SEED);
    for (int count = 0; count < TEXTS; count++) {
      String text = text(random);
      Optional<String> normal = unlessRefused(normaliser, text);
      normal.ifPresent(normalised ->
          assertThat(normaliser.apply(normalised))
              .as("%s, seed %d: %s", name, SEED, text)
              .isEqualTo(normalised));
    }
  }

  private static Optional<String> unlessRefused(UnaryOperator<String> normaliser, String text) {
    try {
      return Optional.of(normaliser.apply(text));
    } catch (InvalidValueException refused) {
      // Nothing to hold against itself.
      return Optional.empty();
    }
  }

  static List<String> normaliserNames() {
    return normalisers().keySet().stream().sorted().toList();
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
