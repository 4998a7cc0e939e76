package io.longshore.inventory;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An inventory in Ansible's INI form: hosts a line each with variables after them, under
/// `[group]`; groups under `[group:children]`; `[group:vars]` is passed over. No common INI reader
/// takes it, since its lines are no keys with values.
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(hosts|children|vars))?]\\s*(?:[#;].*)?");
  private static final Pattern NAME = Pattern.compile("([^\\s:\\[]|\\[[^]\\s]*])+");

  private final GroupTree tree = new GroupTree();
  private String group = GroupTree.UNGROUPED;
  private String kind = "hosts";

  private IniInventory() {}

  /// @throws InventoryException with the number of the line
  static Inventory read(String text) {
    IniInventory inventory = new IniInventory();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        inventory.take(lines.get(i).strip());
      } catch (InventoryException refused) {
        throw new InventoryException(i + 1, refused.getMessage());
      }
    }
    return inventory.tree.inventory();
  }

  private void take(String line) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    Matcher section = SECTION.matcher(line);
    if (section.matches()) {
      group = section.group(1);
      kind = section.group(2) == null ? "hosts" : section.group(2);
      tree.group(group);
      return;
    }
    if (line.startsWith("[")) {
      throw new InventoryException(
          "expected [group], [group:children] or [group:vars], got " + line);
    }
    switch (kind) {
      case "hosts" -> tree.addHosts(group, name(line));
      case "children" -> tree.addChild(group, name(line));
      default -> {}
    }
  }

  /// The first word, without a port.
  private static String name(String line) {
    Matcher name = NAME.matcher(line);
    if (!name.lookingAt()) {
      throw new InventoryException("expected a name, got " + line);
    }
    return name.group();
  }
}
