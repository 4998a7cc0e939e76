package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a message.
///
/// @param pointer JSON pointer to the field; `/headers/…` for a header; empty for the whole
/// @param text what was expected and what came, as a sentence
/// @param hint what to do about it; null when that is plain
record Problem(String pointer, String text, @Nullable String hint) {
  /// The sentence with the place.
  String placed() {
    return pointer.isEmpty() ? text : text + " (at " + InvalidValueException.shown(pointer) + ")";
  }

  /// Whether both speak of one field, or one of them of a part of the other's.
  boolean overlaps(Problem other) {
    return contains(other) || other.contains(this);
  }

  private boolean contains(Problem other) {
    return other.pointer.equals(pointer) || other.pointer.startsWith(pointer + "/");
  }
}
