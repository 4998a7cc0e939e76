package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import tools.jackson.databind.JsonNode;

/// A JSON value with its place in the message.
///
/// @param node the value; a missing node when there is none
/// @param pointer the JSON pointer to it
/// @param label its name in sentences: `dimensions.ulimits.core`; empty for the whole
/// @param secret whether it must not be shown
record Located(JsonNode node, String pointer, String label, boolean secret) {
  /// The whole of a document.
  static Located root(JsonNode node) {
    return new Located(node, "", "", false);
  }

  /// A member of an object; a missing node when this is no object or has none.
  Located member(String name) {
    return new Located(
        node.path(name),
        pointer + "/" + escaped(name),
        label.isEmpty() ? name : label + "." + name,
        secret);
  }

  /// A name as a step of a JSON pointer.
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /// An element of a list; named in sentences as the list is.
  Located item(int index) {
    return new Located(node.path(index), pointer + "/" + index, label, secret);
  }

  /// Another value at the same place.
  Located with(JsonNode other) {
    return new Located(other, pointer, label, secret);
  }

  /// The same, from where on members are named by their own names.
  Located unlabelled() {
    return new Located(node, pointer, "", secret);
  }

  /// The same, not to be shown in any sentence, nor what it holds.
  Located asSecret() {
    return new Located(node, pointer, label, true);
  }

  /// Whether there is nothing: no value, or null.
  boolean absent() {
    return node.isMissingNode() || node.isNull();
  }

  /// What came, as the end of "got …". Of objects and lists only that they are, since they may hold
  /// secrets.
  String shown() {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING ->
          secret
              ? "a text that is not shown"
              : "'" + InvalidValueException.shown(node.stringValue()) + "'";
      case NUMBER, BOOLEAN ->
          secret ? "a value that is not shown" : InvalidValueException.shown(node.asString());
      case NULL, MISSING, BINARY, POJO -> "nothing";
    };
  }
}
