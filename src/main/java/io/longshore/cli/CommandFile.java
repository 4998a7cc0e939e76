package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.text.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file of commands: one, a list of them, or several documents. YAML 1.2, of which JSON is a
/// part.
///
/// Read by the YAML engine itself: Jackson's trees turn an alias (`*name`) into the text of its
/// name.
final class CommandFile {
  private static final String STANDARD_INPUT = "-";
  private static final int LARGEST = 64 * 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  private CommandFile() {}

  /// The commands in the file.
  ///
  /// @param name a path, or `-` for standard input
  /// @throws CliException when it cannot be read, is no YAML, or holds something else
  static List<ObjectNode> read(String name, InputStream standardInput) {
    String shown = name.equals(STANDARD_INPUT) ? "standard input" : TerminalText.line(name);
    List<ObjectNode> commands = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(LARGEST).build();
      for (Object document :
          new Load(settings).loadAllFromString(text(name, shown, standardInput))) {
        addTo(commands, JSON.valueToTree(document), shown);
      }
    } catch (YamlEngineException broken) {
      throw new CliException(
          ExitCode.REJECTED, shown + " is not YAML or JSON: " + reason(broken), broken);
    } catch (JacksonException | StackOverflowError noTree) {
      // YAML may have a key that is nothing, and an alias within what it stands for.
      throw new CliException(
          ExitCode.REJECTED,
          shown + " holds a key without a name, or lists and objects nested too deeply",
          noTree);
    }
    if (commands.isEmpty()) {
      throw new CliException(ExitCode.REJECTED, shown + " holds no command");
    }
    return commands;
  }

  private static void addTo(List<ObjectNode> commands, JsonNode document, String shown) {
    switch (document) {
      case ObjectNode command -> commands.add(command);
      case JsonNode list when list.isArray() -> list.forEach(item -> addTo(commands, item, shown));
      case JsonNode nothing when nothing.isNull() || nothing.isMissingNode() -> {}
      case JsonNode other ->
          throw new CliException(
              ExitCode.REJECTED,
              "%s holds %s where a command (an object with host, action, parameters) was expected"
                  .formatted(shown, TerminalText.shortened(other.toString(), 40)));
    }
  }

  private static String text(String name, String shown, InputStream standardInput) {
    try {
      byte[] bytes =
          name.equals(STANDARD_INPUT)
              ? standardInput.readAllBytes()
              : Files.readAllBytes(Path.of(name));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException missing) {
      throw new CliException(ExitCode.FILE, "there is no file " + shown, missing);
    } catch (IOException unreadable) {
      throw new CliException(
          ExitCode.FILE, "cannot read " + shown + ": " + ReadFailure.words(unreadable), unreadable);
    }
  }

  private static String reason(YamlEngineException broken) {
    if (broken instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      Mark place = marked.getProblemMark().get();
      return "%s (line %d, column %d)"
          .formatted(marked.getProblem(), place.getLine() + 1, place.getColumn() + 1);
    }
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("unreadable");
  }
}
