package io.longshore.inventory;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An inventory in Ansible's INI form: hosts a line each with variables after them, under
/// `[group]`; groups under `[group:children]`; `[group:vars]` is passed over. No common INI reader
/// takes it, since its lines are no keys with values.
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(hosts|children|vars))?]\\s*(?:[#;].*)?");
  private static final Pattern CHILD = Pattern.compile("([^:\\]\\s]+)\\s*(?:[#;].*)?");

  /// A host's name, and its port.
  private static final Pattern HOST =
      Pattern.compile("((?:[^\\s:\\[]|\\[[^]\\s]*])++)(?::\\d++)?+");

  /// The next word after it, as a shell takes it: quotes may hold blanks.
  private static final Pattern WORD =
      Pattern.compile("\\G\\s++(?:[^\\s\"'\\\\#]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+')++");

  private final GroupTree tree = new GroupTree();
  private final Set<String> declared;
  private String group = GroupTree.UNGROUPED;
  private String kind = "hosts";

  /// @param declared the groups that there are
  private IniInventory(Set<String> declared) {
    this.declared = declared;
  }

  /// @throws InventoryException with the number of the line
  static Inventory read(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    IniInventory inventory = new IniInventory(declaredIn(lines));
    for (int i = 0; i < lines.size(); i++) {
      try {
        inventory.take(lines.get(i));
      } catch (InventoryException refused) {
        throw new InventoryException(i + 1, refused.getMessage());
      }
    }
    return inventory.tree.inventory();
  }

  /// Variables alone make no group.
  private static Set<String> declaredIn(List<String> lines) {
    Stream<String> sections =
        lines.stream()
            .map(SECTION::matcher)
            .filter(section -> section.matches() && !"vars".equals(section.group(2)))
            .map(section -> section.group(1));
    return Stream.concat(GroupTree.IMPLIED.stream(), sections).collect(Collectors.toSet());
  }

  private void take(String line) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    Matcher section = SECTION.matcher(line);
    if (section.matches()) {
      group = requireDeclared(section.group(1));
      kind = section.group(2) == null ? "hosts" : section.group(2);
      tree.group(group);
      return;
    }
    if (line.startsWith("[")) {
      throw new InventoryException(
          "expected [group], [group:children] or [group:vars], got " + line);
    }
    switch (kind) {
      case "hosts" -> host(line);
      case "children" -> child(line);
      default -> {}
    }
  }

  /// A group that is only mentioned would have no hosts: its name is a typing mistake.
  private String requireDeclared(String name) {
    if (!declared.contains(name)) {
      throw new InventoryException("expected a group with a section of its own, got " + name);
    }
    return name;
  }

  private void host(String line) {
    Matcher host = HOST.matcher(line);
    if (!host.lookingAt()) {
      throw new InventoryException("expected a name, got " + line);
    }
    requireVariables(line.substring(host.end()));
    tree.addHosts(group, host.group(1));
  }

  /// A second host on a line would be lost.
  private static void requireVariables(String text) {
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (word.find() && word.group().contains("=")) {
      end = word.end();
    }
    String rest = text.substring(end).strip();
    if (!rest.isEmpty() && !rest.startsWith("#") && !rest.startsWith(";")) {
      throw new InventoryException("expected name=value after a host, got " + rest);
    }
  }

  private void child(String line) {
    Matcher child = CHILD.matcher(line);
    if (!child.matches()) {
      throw new InventoryException("expected one group, got " + line);
    }
    tree.addChild(group, requireDeclared(child.group(1)));
  }
}
