package io.longshore.text;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be read, in words that follow a colon or "got".
public final class ReadFailure {
  private ReadFailure() {}

  /// The words, without the file's name.
  public static String words(Exception failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "no permission to read it";
      case InvalidPathException _ -> "a path that cannot be";
      case CharacterCodingException _ -> "text that is not UTF-8";
      default -> "an error: " + failure.getMessage();
    };
  }
}
