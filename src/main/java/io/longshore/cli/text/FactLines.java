package io.longshore.cli.text;

import io.longshore.event.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Facts as indented lines, `name: value`; lists of plain values stand in one line.
final class FactLines {
  private static final String INDENT = "  ";
  private static final String EMPTY = "(none)";

  private final List<String> lines = new ArrayList<>();

  private FactLines() {}

  /// The lines about some facts, each after that indent.
  static List<String> of(Fact.Members facts, String indent) {
    FactLines text = new FactLines();
    text.tellMembers(facts, indent);
    return List.copyOf(text.lines);
  }

  private void tellMembers(Fact.Members facts, String indent) {
    facts.members().forEach((name, fact) -> tell(name, fact, indent));
  }

  private void tell(String name, Fact fact, String indent) {
    if (fact instanceof Fact.Members inner && !inner.members().isEmpty()) {
      lines.add(TerminalText.line(indent + name + ":"));
      tellMembers(inner, indent + INDENT);
    } else {
      lines.add(TerminalText.line(indent + name + ": " + inOneLine(fact)));
    }
  }

  private static String inOneLine(Fact fact) {
    return switch (fact) {
      case Fact.Text(String text) -> text;
      case Fact.Amount(long number) -> Long.toString(number);
      case Fact.Flag(boolean holds) -> Boolean.toString(holds);
      case Fact.Items(List<Fact> items) ->
          orEmpty(items.stream().map(FactLines::inOneLine).collect(Collectors.joining(", ")));
      case Fact.Members inner ->
          orEmpty(
              inner.members().entrySet().stream()
                  .map(member -> member.getKey() + ": " + inOneLine(member.getValue()))
                  .collect(Collectors.joining(", ")));
    };
  }

  private static String orEmpty(String text) {
    return text.isEmpty() ? EMPTY : text;
  }
}
