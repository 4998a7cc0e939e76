package io.longshore.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be read, in words for the end of "got …".
final class ReadFailure {
  private ReadFailure() {}

  static String words(Exception failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "no permission to read it";
      case InvalidPathException _ -> "a path that cannot be";
      default -> "an error: " + failure.getMessage();
    };
  }
}
