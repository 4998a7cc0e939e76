package io.longshore.config;

import io.longshore.text.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads a YAML file as a tree that knows its lines.
final class YamlFile {
  private static final int LARGEST_FILE = 1 << 20;

  /// The parser's words name what it found; after these words that may be a piece of a secret.
  private static final Pattern QUOTES_THE_FILE =
      Pattern.compile("\\b(alias|anchor|handle|directive|tag)\\b.*");

  private YamlFile() {}

  /// The document, or nothing and a problem.
  static Optional<Node> read(Path file, Problems problems) {
    return text(file, problems).flatMap(text -> document(text, problems));
  }

  private static Optional<String> text(Path file, Problems problems) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        return unreadable(problems, 0, "a file of at most 1 MiB", "more");
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return unreadable(problems, 0, "a text file in UTF-8", "other bytes");
    } catch (IOException e) {
      return unreadable(problems, 0, "a readable file", ReadFailure.words(e));
    }
  }

  private static Optional<Node> document(String text, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    try {
      Optional<Node> document = new Compose(settings).composeString(text);
      return document.isPresent()
          ? document
          : unreadable(problems, 0, "settings in YAML", "an empty file");
    } catch (MarkedYamlEngineException e) {
      String words = QUOTES_THE_FILE.matcher(e.getProblem()).replaceAll("$1");
      Optional<Mark> mark = e.getProblemMark();
      String column = mark.map(place -> " at column " + (place.getColumn() + 1)).orElse("");
      return unreadable(
          problems,
          mark.map(Mark::getLine).orElse(-1) + 1,
          "YAML",
          "something else" + column + ": " + words);
    } catch (YamlEngineException _) {
      return unreadable(problems, 0, "YAML", "characters that it does not allow");
    } catch (StackOverflowError _) {
      // The parser descends by recursion and has no limit of its own.
      return unreadable(problems, 0, "YAML", "brackets that are nested too deeply");
    }
  }

  private static <T> Optional<T> unreadable(
      Problems problems, int line, String expected, String got) {
    problems.add(new Problem("", line, expected, got));
    return Optional.empty();
  }
}
