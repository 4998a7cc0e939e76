package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// One parameter as typed: `key=text` or `key:=json`.
///
/// @param name the parameter's name
/// @param value its value
record ParameterAssignment(String name, JsonNode value) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:?=)(.*)", Pattern.DOTALL);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// @throws CliException for a text of neither form; it does not show the value, which may be a
  ///   secret
  static ParameterAssignment parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new CliException(
          ExitCode.USAGE,
          "a parameter is written key=value, or key:=json for numbers, lists and objects; got '%s'"
              .formatted(TerminalText.shortened(text.split("=", 2)[0], 40)));
    }
    String value = form.group(3);
    return new ParameterAssignment(
        form.group(1),
        form.group(2).equals("=") ? StringNode.valueOf(value) : json(form.group(1), value));
  }

  private static JsonNode json(String name, String text) {
    try {
      JsonNode value = JSON.readTree(text);
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JacksonException notJson) {
      throw new CliException(ExitCode.USAGE, refusal(name), notJson);
    }
    throw new CliException(ExitCode.USAGE, refusal(name));
  }

  private static String refusal(String name) {
    return "parameter %s: what follows := is not JSON (quote it for the shell, or write %s=text for a text)"
        .formatted(name, name);
  }
}
