package io.longshore.wire;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads single values with Ansible's coercions (kolla-compatibility, parameters): words for
/// booleans, decimal texts for numbers, any scalar for a text. Every method gives null when it has
/// noted a problem.
final class Scalars {
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "t", "y");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "f", "n");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}");

  private Scalars() {}

  static @Nullable Boolean bool(Located where, Problems problems) {
    String word =
        where.node().isContainer() ? "" : where.node().asString().toLowerCase(Locale.ROOT);
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return TRUE.contains(word);
    }
    problems.expected(where, "boolean expected");
    return null;
  }

  /// A text that can be an argument or a variable of a process, and can be encoded.
  static @Nullable String text(Located where, Problems problems) {
    if (where.node().isContainer()) {
      problems.expected(where, "text expected");
      return null;
    }
    String text = PythonText.of(where.node());
    if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
      problems.refuse(
          where, "text expected, got one with a character that cannot be encoded", null);
      return null;
    }
    return text;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))
        && text.codePoints()
            .anyMatch(character -> Character.getType(character) == Character.SURROGATE);
  }

  static @Nullable Long integer(Located where, long least, long most, Problems problems) {
    BigInteger number = number(where.node());
    if (number == null) {
      problems.expected(where, "integer expected");
      return null;
    }
    if (number.compareTo(BigInteger.valueOf(least)) < 0) {
      problems.expected(where, "must be >= " + least);
      return null;
    }
    if (number.compareTo(BigInteger.valueOf(most)) > 0) {
      problems.expected(where, "must be <= " + most);
      return null;
    }
    return number.longValueExact();
  }

  private static @Nullable BigInteger number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    }
    return node.isString() && DECIMAL.matcher(node.stringValue()).matches()
        ? new BigInteger(node.stringValue())
        : null;
  }

  /// One of some words. False stands for `no` where that is one of them, as YAML turns the one into
  /// the other.
  static <T> @Nullable T choice(
      Located where, Stream<String> words, Function<String, Optional<T>> named, Problems problems) {
    String word =
        where.node().isBoolean() && !where.node().booleanValue() ? "no" : where.node().asString("");
    Optional<T> chosen = named.apply(word);
    if (chosen.isEmpty()) {
      String known = words.collect(Collectors.joining(", "));
      problems.add(
          new Problem(
              where.pointer(),
              "value of " + where.label() + " must be one of: " + known + ", got " + where.shown(),
              null));
    }
    return chosen.orElse(null);
  }

  static boolean isList(Located where, Problems problems) {
    if (!where.node().isArray()) {
      problems.refuse(
          where,
          "list expected, got " + (where.node().isString() ? "a text" : where.shown()),
          "Write a JSON array: [\"…\", \"…\"].");
    }
    return where.node().isArray();
  }

  static boolean isObject(Located where, Problems problems) {
    if (!where.node().isObject()) {
      refuseAsMap(where, where.node().isString() ? "a text" : where.shown(), problems);
    }
    return where.node().isObject();
  }

  /// A map, also one that is written as a text ([MapText]): the same place with the map in it.
  static @Nullable Located map(Located where, Problems problems) {
    if (!where.node().isString()) {
      return isObject(where, problems) ? where : null;
    }
    Optional<JsonNode> read = MapText.read(where.node().stringValue());
    if (read.isEmpty()) {
      refuseAsMap(where, "a text that is neither a JSON object nor name=value pairs", problems);
    }
    return read.map(where::with).orElse(null);
  }

  private static void refuseAsMap(Located where, String got, Problems problems) {
    problems.refuse(
        where, "map expected, got " + got, "Write a JSON object: {\"name\": \"value\"}.");
  }
}
