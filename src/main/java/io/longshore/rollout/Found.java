package io.longshore.rollout;

import io.longshore.command.ImageReference;

/// What was found of one container of a host before a rollout.
public sealed interface Found {
  /// There is none of that name.
  record Absent() implements Found {}

  /// It is as an earlier command asked: the host says that the same command would change nothing.
  ///
  /// @param step that command, as it was written
  /// @param image the name by which it asks for its image
  /// @param source where it was found, such as `its command c-1`
  record AsAsked(Step step, ImageReference image, String source) implements Found {}

  /// What it was made from is not known.
  ///
  /// @param words why, as a sentence
  record Unclear(String words) implements Found {}
}
