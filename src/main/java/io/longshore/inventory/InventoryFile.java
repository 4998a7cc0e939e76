package io.longshore.inventory;

import java.util.Locale;
import java.util.regex.Pattern;

/// Reads an inventory by the form that its file's name tells: YAML for `.yml`, `.yaml` and `.json`,
/// as Ansible does, INI for any other.
public final class InventoryFile {
  private static final Pattern YAML = Pattern.compile(".*\\.(ya?ml|json)");

  private InventoryFile() {}

  /// The inventory.
  ///
  /// @param name the file's
  /// @throws InventoryException saying where it cannot be read, and why
  public static Inventory read(String name, String text) {
    try {
      return YAML.matcher(name.toLowerCase(Locale.ROOT)).matches()
          ? YamlInventory.read(text)
          : IniInventory.read(text);
    } catch (InventoryException refused) {
      throw new InventoryException(name + ": " + refused.getMessage());
    }
  }
}
