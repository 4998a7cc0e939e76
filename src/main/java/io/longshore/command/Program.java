package io.longshore.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program to run in a container that runs. Its arguments and variables may be secrets: they
/// appear in no text this type makes.
///
/// @param words the program and its arguments, never empty
/// @param user null: the user that the container's own process was given
/// @param environment variables on top of the container's own
/// @param workingDirectory null: the container's own
public record Program(
    List<String> words,
    @Nullable ProcessUser user,
    Environment environment,
    @Nullable MountPath workingDirectory) {

  /// @throws InvalidValueException when there is no program to run
  public Program {
    words = List.copyOf(words);
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw new InvalidValueException("a command of at least one word", "");
    }
  }

  /// A program of that user, with the container's own variables and directory.
  public static Program of(List<String> words, @Nullable ProcessUser user) {
    return new Program(words, user, Environment.NONE, null);
  }

  /// The program without its arguments, fit for a sentence.
  public String name() {
    return InvalidValueException.shown(words.getFirst());
  }

  @Override
  public String toString() {
    return "Program[" + name() + "]";
  }
}
