package io.longshore.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// What a node of a YAML tree is. Nothing is converted silently: the text `'5'` is no number.
final class Nodes {
  private Nodes() {}

  /// A text, or nothing when the node is something else.
  static Optional<String> text(Node node) {
    return scalar(node, Tag.STR);
  }

  /// A text, number or boolean as it was written.
  static Optional<String> anyScalar(Node node) {
    return isNothing(node) || !(node instanceof ScalarNode scalar)
        ? Optional.empty()
        : Optional.of(scalar.getValue());
  }

  static Optional<Boolean> flag(Node node) {
    return scalar(node, Tag.BOOL).map(Boolean::parseBoolean);
  }

  /// A decimal whole number of 32 bits.
  static Optional<Integer> whole(Node node) {
    return scalar(node, Tag.INT)
        .filter(text -> text.matches("[-+]?\\d{1,9}"))
        .map(Integer::valueOf);
  }

  /// A list of texts, or one text with commas.
  static Optional<List<String>> texts(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      return text(node)
          .map(all ->
              Arrays.stream(all.split(","))
                  .map(String::strip)
                  .filter(one -> !one.isEmpty())
                  .toList());
    }
    List<String> texts = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      text(item).ifPresent(texts::add);
    }
    return texts.size() == sequence.getValue().size() ? Optional.of(texts) : Optional.empty();
  }

  /// `key:` with nothing behind it.
  static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /// The line on which a node starts, from 1.
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /// A node as the end of "got …".
  static String shown(Node node) {
    return switch (node) {
      case MappingNode _ -> "a section";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when isNothing(scalar) -> "nothing";
      case ScalarNode scalar when scalar.getTag().equals(Tag.STR) ->
          "the text '" + scalar.getValue() + "'";
      case ScalarNode scalar -> scalar.getValue();
      default -> "something else";
    };
  }

  private static Optional<String> scalar(Node node, Tag tag) {
    return node instanceof ScalarNode scalar && node.getTag().equals(tag)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }
}
