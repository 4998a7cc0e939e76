package io.longshore.config;

import io.longshore.text.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills in `${file:/path}` (the file's text without its last line break) and `${env:NAME}`, so
/// that secrets can stay out of the configuration. What was filled in is not looked at for further
/// references.
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
  private static final int LARGEST_FILE = 1 << 16;

  private final Function<String, @Nullable String> environment;

  /// @param environment the value of an environment variable, null when it is not set
  References(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /// A text with its references filled in.
  ///
  /// @param text the whole
  /// @param secrets what was filled in
  /// @param unresolved what could not be
  record Resolution(String text, List<String> secrets, List<Value.Unresolved> unresolved) {}

  /// What one reference stands for.
  sealed interface Value {
    /// The text to fill in.
    record Resolved(String text) implements Value {}

    /// Why there is none.
    ///
    /// @param expected as the end of "expected …"
    /// @param got as the end of "got …"
    record Unresolved(String expected, String got) implements Value {}
  }

  Resolution resolve(String text) {
    return resolve(text, false);
  }

  /// The same for a JAAS configuration, in whose quoted values a backslash stands before each
  /// double quote and backslash: what is filled in there is a value as it is.
  Resolution resolveJaas(String text) {
    return resolve(text, true);
  }

  private Resolution resolve(String text, boolean jaas) {
    List<String> secrets = new ArrayList<>();
    List<Value.Unresolved> unresolved = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      String filledIn =
          switch (value(references.group(1))) {
            case Value.Resolved resolved -> {
              secrets.add(resolved.text);
              String spelled =
                  jaas && isQuoted(text, references.start())
                      ? escaped(resolved.text)
                      : resolved.text;
              if (!spelled.equals(resolved.text)) {
                secrets.add(spelled);
              }
              yield spelled;
            }
            case Value.Unresolved problem -> {
              unresolved.add(problem);
              yield "";
            }
          };
      references.appendReplacement(whole, Matcher.quoteReplacement(filledIn));
    }
    references.appendTail(whole);
    return new Resolution(whole.toString(), secrets, unresolved);
  }

  private static boolean isQuoted(String text, int position) {
    return text.chars().limit(position).filter(each -> each == '"').count() % 2 == 1;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private Value value(String reference) {
    if (reference.startsWith("env:")) {
      return variable(reference.substring("env:".length()));
    }
    if (reference.startsWith("file:/")) {
      return file(reference.substring("file:".length()));
    }
    return new Value.Unresolved("${file:/absolute/path} or ${env:NAME}", "another ${…}");
  }

  private Value variable(String name) {
    String text = environment.apply(name);
    return text == null || text.isEmpty()
        ? new Value.Unresolved("the environment variable " + name + " to be set", "none")
        : new Value.Resolved(text);
  }

  private static Value file(String name) {
    String expected = "a readable, not empty file of at most 64 KiB at " + name;
    try (InputStream stream = Files.newInputStream(Path.of(name))) {
      byte[] bytes = stream.readNBytes(LARGEST_FILE + 1);
      String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
      return text.isEmpty() || bytes.length > LARGEST_FILE
          ? new Value.Unresolved(expected, "one of " + bytes.length + " bytes")
          : new Value.Resolved(text);
    } catch (IOException | InvalidPathException e) {
      return new Value.Unresolved(expected, ReadFailure.words(e));
    }
  }
}
