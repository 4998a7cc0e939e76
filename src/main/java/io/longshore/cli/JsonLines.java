package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import tools.jackson.databind.json.JsonMapper;

/// JSON from messages as one line each.
final class JsonLines {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private JsonLines() {}

  /// The same JSON on one line, safe to print; word for word when it is so already.
  ///
  /// @param json valid JSON, possibly of several lines
  static String of(String json) {
    boolean oneLine = json.chars().noneMatch(character -> character < ' ');
    return TerminalText.json(oneLine ? json : MAPPER.writeValueAsString(MAPPER.readTree(json)));
  }
}
