package io.longshore.config;

import io.longshore.text.DurationText;
import io.longshore.text.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// One mapping of the file. Reading a key makes it known; what is never read is unknown. A value
/// that cannot be read leaves a problem and its default behind, so that reading goes on and finds
/// the next problem too.
final class Section {
  private final String pointer;
  private final int line;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Map<String, Section> sections = new HashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  private Section(String pointer, int line, Problems problems) {
    this.pointer = pointer;
    this.line = line;
    this.problems = problems;
  }

  /// The section that a node is. One without anything in it when the node is nothing, and also,
  /// with a problem, when it is something else.
  static Section of(String pointer, Node node, Problems problems) {
    Section section = new Section(pointer, Nodes.line(node), problems);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(section::put);
    } else if (!Nodes.isNothing(node)) {
      problems.add(
          new Problem(pointer, section.line, "a section (lines of key: value)", kindOf(node)));
    }
    return section;
  }

  private void put(NodeTuple pair) {
    int here = Nodes.line(pair.getKeyNode());
    Optional<String> key = Nodes.anyScalar(pair.getKeyNode());
    if (key.isEmpty()) {
      problems.add(new Problem(pointer, here, "a name as key", kindOf(pair.getKeyNode())));
      return;
    }
    Integer first = lines.putIfAbsent(key.get(), here);
    if (first == null) {
      values.put(key.get(), pair.getValueNode());
    } else {
      problems.add(
          new Problem(pointerOf(key.get()), here, "each key once", "it again after line " + first));
    }
  }

  /// A section within this one; without anything in it when it is not there.
  Section section(String key) {
    known.add(key);
    Node node = values.get(key);
    Section section =
        node == null
            ? new Section(pointerOf(key), line, problems)
            : of(pointerOf(key), node, problems);
    sections.put(key, section);
    return section;
  }

  /// Whether the key is there; it is known from now on.
  boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  boolean hasText(String key) {
    Node node = values.get(key);
    return node != null && Nodes.text(node).isPresent();
  }

  /// A key that must be there.
  <T> T required(String key, String expected, T otherwise, Function<Node, Optional<T>> reading) {
    if (!has(key) && !problems.hasAt(pointer)) {
      problems.add(new Problem(pointerOf(key), line, expected, "none: it must be given"));
    }
    return value(key, expected, otherwise, reading);
  }

  <T> T value(String key, String expected, T otherwise, Function<Node, Optional<T>> reading) {
    known.add(key);
    Node node = values.get(key);
    if (node == null) {
      return otherwise;
    }
    Optional<T> read = reading.apply(node);
    if (read.isEmpty()) {
      problems.add(new Problem(pointerOf(key), lineOf(key), expected, Nodes.shown(node)));
    }
    return read.orElse(otherwise);
  }

  boolean flag(String key, boolean otherwise) {
    return value(key, "true or false", otherwise, Nodes::flag);
  }

  int whole(String key, int otherwise) {
    return value(key, "a whole number", otherwise, Nodes::whole);
  }

  int size(String key, int otherwise) {
    return value(
        key,
        SizeText.EXPECTED,
        otherwise,
        node ->
            Nodes.text(node)
                .or(() -> Nodes.whole(node).map(String::valueOf))
                .flatMap(SizeText::parse));
  }

  Duration duration(String key, Duration otherwise) {
    return value(
        key,
        DurationText.EXPECTED,
        otherwise,
        node -> Nodes.text(node).flatMap(DurationText::parse));
  }

  String text(String key, String otherwise) {
    return value(key, "a text", otherwise, Nodes::text);
  }

  Path path(String key, Path otherwise) {
    return optionalPath(key).orElse(otherwise);
  }

  Optional<Path> optionalPath(String key) {
    return optional(key, "an absolute path", node -> Nodes.text(node).flatMap(Section::pathOf));
  }

  /// A value without a default: nothing when the key is not there, or, with a problem, wrong.
  <T> Optional<T> optional(String key, String expected, Function<Node, Optional<T>> reading) {
    return value(
        key,
        expected,
        Optional.<T>empty(),
        node -> {
          Optional<T> read = reading.apply(node);
          return read.isPresent() ? Optional.of(read) : Optional.empty();
        });
  }

  /// One of an enumeration's constants, written in small letters.
  <E extends Enum<E>> E choice(String key, E[] choices, E otherwise) {
    String names = Arrays.stream(choices).map(Section::nameOf).collect(Collectors.joining(" or "));
    return value(
        key, names, otherwise, node -> Nodes.text(node).flatMap(text -> chosen(choices, text)));
  }

  /// Every key of a section whose keys are free, with its node.
  Map<String, Node> all() {
    known.addAll(values.keySet());
    return values;
  }

  /// Makes the record that the whole section stands for; its faults become problems, and so do keys
  /// never read.
  <T> T build(T otherwise, Supplier<T> construction) {
    T built = otherwise;
    try {
      built = construction.get();
    } catch (InvalidSettingsException e) {
      e.faults().stream()
          .filter(fault -> !problems.hasAt(pointer + "/" + fault.key()))
          .toList()
          .forEach(this::add);
    }
    values.keySet().stream().filter(key -> !known.contains(key)).forEach(this::addUnknown);
    return built;
  }

  void addProblem(String key, String expected, String got) {
    problems.add(new Problem(pointerOf(key), lineOf(key), expected, got));
  }

  /// A problem of something that the file only names.
  void addPassing(String key, String expected, String got) {
    problems.add(new Problem(pointerOf(key), lineOf(key), expected, got, null, true));
  }

  private void add(Fault fault) {
    problems.add(
        new Problem(
            pointer + "/" + fault.key(), lineOf(fault.key()), fault.expected(), fault.got()));
  }

  private void addUnknown(String key) {
    String nearest = Nearest.of(key, known).orElse(null);
    String expected = "one of " + String.join(", ", known);
    problems.add(
        new Problem(
            pointerOf(key),
            lineOf(key),
            expected,
            "the unknown key '" + key + "'",
            nearest,
            false));
  }

  /// @param key of this section, or a path into one below
  private int lineOf(String key) {
    int slash = key.indexOf('/');
    Section below = slash < 0 ? null : sections.get(key.substring(0, slash));
    return below == null ? lines.getOrDefault(key, line) : below.lineOf(key.substring(slash + 1));
  }

  private String pointerOf(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /// What a node is, without its text: where a section belongs, a text may be anything, secrets
  /// too.
  private static String kindOf(Node node) {
    return Nodes.text(node).isPresent() ? "a text" : Nodes.shown(node);
  }

  /// A list of texts that can be paths, absolute or not.
  static Optional<List<String>> paths(Node node) {
    return Nodes.texts(node)
        .filter(texts -> texts.stream().allMatch(text -> anyPathOf(text).isPresent()));
  }

  /// Checked before it is a path, which would swallow a second `/` and so make a password in a URL
  /// hard to know.
  private static Optional<Path> pathOf(String text) {
    return anyPathOf(text).filter(Path::isAbsolute);
  }

  private static Optional<Path> anyPathOf(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> Optional<E> chosen(E[] choices, String text) {
    return Arrays.stream(choices).filter(choice -> nameOf(choice).equals(text)).findFirst();
  }

  private static String nameOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
