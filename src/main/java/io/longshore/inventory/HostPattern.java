package io.longshore.inventory;

import io.longshore.command.HostName;
import io.longshore.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Ansible's pattern for hosts: names, groups, `*` and `?`, ranges and `~regular expressions`,
/// separated by `,` or `:`; `&x` leaves only what is in x too, `!x` takes x away, wherever they
/// stand. Unlike Ansible's, a part that matches nothing is an error: a host that is left out by a
/// typing mistake would be taken for one that is well.
public final class HostPattern {
  private static final Pattern SEPARATOR = Pattern.compile("[,:](?![^\\[]*])");

  private final List<String> parts;

  private HostPattern(List<String> parts) {
    this.parts = parts;
  }

  /// The pattern.
  ///
  /// @throws InventoryException when there is nothing in it
  public static HostPattern of(String text) {
    List<String> parts =
        Arrays.stream(SEPARATOR.split(text))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
    if (parts.isEmpty()) {
      throw new InventoryException("expected hosts, such as web01,web02 or web*, got nothing");
    }
    return new HostPattern(parts);
  }

  /// The hosts that are meant, in the inventory's order within each part.
  ///
  /// @throws InventoryException when a part matches nothing, or nothing is left at last
  public SequencedSet<HostName> in(Inventory inventory) {
    SequencedSet<HostName> chosen = new LinkedHashSet<>();
    parts(part -> !isSign(part.charAt(0))).forEach(part -> chosen.addAll(hosts(part, inventory)));
    if (chosen.isEmpty()) {
      chosen.addAll(inventory.hosts());
    }
    parts(part -> part.charAt(0) == '&')
        .forEach(part -> chosen.retainAll(hosts(part.substring(1), inventory)));
    parts(part -> part.charAt(0) == '!')
        .forEach(part -> hosts(part.substring(1), inventory).forEach(chosen::remove));
    if (chosen.isEmpty()) {
      throw new InventoryException("no host is left of " + this);
    }
    return chosen;
  }

  private List<String> parts(Predicate<String> wanted) {
    return parts.stream().filter(wanted).toList();
  }

  private static boolean isSign(char first) {
    return first == '&' || first == '!';
  }

  private static SequencedSet<HostName> hosts(String part, Inventory inventory) {
    SequencedSet<HostName> found = new LinkedHashSet<>();
    for (String name : part.startsWith("~") ? List.of(part) : HostRange.expand(part)) {
      Predicate<String> meant = meaning(name);
      inventory.groups().entrySet().stream()
          .filter(group -> meant.test(group.getKey()))
          .forEach(group -> found.addAll(group.getValue()));
      inventory.hosts().stream().filter(host -> meant.test(host.text())).forEach(found::add);
      if (found.isEmpty()) {
        throw new InventoryException(unknown(name, inventory));
      }
    }
    return found;
  }

  private static Predicate<String> meaning(String name) {
    if (name.startsWith("~")) {
      try {
        return Pattern.compile(name.substring(1)).asPredicate();
      } catch (PatternSyntaxException broken) {
        throw new InventoryException(
            name + " is no regular expression: " + broken.getDescription());
      }
    }
    if (name.indexOf('*') < 0 && name.indexOf('?') < 0) {
      return name::equals;
    }
    return Pattern.compile(
            name.chars().mapToObj(HostPattern::regular).collect(Collectors.joining()))
        .asMatchPredicate();
  }

  private static String regular(int character) {
    return switch (character) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(character));
    };
  }

  private static String unknown(String name, Inventory inventory) {
    List<String> known = new ArrayList<>(inventory.groups().keySet());
    inventory.hosts().forEach(host -> known.add(host.text()));
    return "no host or group is called "
        + name
        + Nearest.of(name.toLowerCase(Locale.ROOT), known)
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
  }

  @Override
  public String toString() {
    return String.join(",", parts);
  }
}
