package io.longshore.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;

/// An inventory in Ansible's YAML form: groups with `hosts`, `children` and `vars`. JSON is a part
/// of YAML.
final class YamlInventory {
  /// Ansible's own tags stand at values of variables, which are passed over.
  private static final ConstructNode PASSED_OVER = _ -> "";

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setTagConstructors(
              Map.of(
                  new Tag("!vault"), PASSED_OVER,
                  new Tag("!vault-encrypted"), PASSED_OVER,
                  new Tag("!unsafe"), PASSED_OVER))
          .build();

  private final GroupTree tree = new GroupTree();

  private YamlInventory() {}

  /// @throws InventoryException with the place in the document
  static Inventory read(String text) {
    YamlInventory inventory = new YamlInventory();
    try {
      inventory.groups("", load(text), null);
      return inventory.tree.inventory();
    } catch (StackOverflowError _) {
      // An alias may stand within what it stands for, and the parser has no limit of its own.
      throw new InventoryException("groups are nested too deeply, or within themselves");
    }
  }

  private static @Nullable Object load(String text) {
    try {
      return new Load(SETTINGS).loadFromString(text);
    } catch (MarkedYamlEngineException broken) {
      throw broken
          .getProblemMark()
          .map(
              mark -> new InventoryException(mark.getLine() + 1, "no YAML: " + broken.getProblem()))
          .orElseGet(() -> new InventoryException("no YAML: " + broken.getProblem()));
    } catch (YamlEngineException broken) {
      throw new InventoryException("no YAML: " + broken.getMessage());
    }
  }

  private void groups(String place, @Nullable Object groups, @Nullable String above) {
    members(place, groups, "groups")
        .forEach((key, group) -> {
          String name = name(place, key);
          if (above == null) {
            tree.group(name);
          } else {
            tree.addChild(above, name);
          }
          group(place + "/" + name, name, group);
        });
  }

  private void group(String place, String name, @Nullable Object group) {
    members(place, group, "a group")
        .forEach((key, part) -> {
          String at = place + "/" + key;
          switch (String.valueOf(key)) {
            case "hosts" -> hosts(at, name, part);
            case "children" -> groups(at, part, name);
            case "vars" -> {}
            default ->
                throw new InventoryException(at + ": a group has hosts, children and vars only");
          }
        });
  }

  private void hosts(String place, String group, @Nullable Object hosts) {
    for (Object host : members(place, hosts, "hosts").keySet()) {
      String written = name(place, host);
      try {
        tree.addHosts(group, written);
      } catch (InventoryException refused) {
        throw new InventoryException(place + ": " + refused.getMessage());
      }
    }
  }

  /// To YAML `12e3` is a number, which as a name would be `12000.0`.
  private static String name(String place, @Nullable Object key) {
    if (key == null || key instanceof Double) {
      throw new InventoryException(
          (place.isEmpty() ? "/" : place) + ": expected a name, in quotes, got " + key);
    }
    return String.valueOf(key);
  }

  /// Nothing counts as an empty mapping, and a single word as one without a value.
  private static Map<?, ?> members(String place, @Nullable Object found, String what) {
    return switch (found) {
      case null -> Map.of();
      case Map<?, ?> members -> members;
      case String name -> Map.of(name, Map.of());
      default ->
          throw new InventoryException(
              (place.isEmpty() ? "/" : place) + ": expected " + what + " as a mapping");
    };
  }
}
