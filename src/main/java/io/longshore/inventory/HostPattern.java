package io.longshore.inventory;

import io.longshore.command.HostName;
import io.longshore.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Ansible's pattern for hosts: names, groups, `*` and `?`, ranges and `~regular expressions`,
/// separated by `,` or `:`; `&x` leaves only what is in x too, `!x` takes x away, wherever they
/// stand. Where what stands before brackets means something by itself, they count: `web[0]` is the
/// first host of the group `web`, `web*[-1]` the last that the wildcard matches. Unlike Ansible's,
/// a part that matches nothing is an error: a host that is left out by a typing mistake would be
/// taken for one that is well.
public final class HostPattern {
  private static final Pattern SEPARATOR = Pattern.compile("[,:](?![^\\[]*])");
  private static final Pattern COUNTED =
      Pattern.compile("(.+)\\[(?:(-?\\d{1,9})|(\\d{1,9})[:-](\\d{0,9}))]");

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
    parts(part -> !isSign(part.charAt(0))).forEach(part -> chosen.addAll(meant(part, inventory)));
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

  /// Of a host and a group of one name Ansible takes the host, and after a sign the group.
  private static SequencedSet<HostName> meant(String part, Inventory inventory) {
    Optional<HostName> host =
        inventory.hosts().stream().filter(each -> each.text().equals(part)).findFirst();
    return host.isPresent() ? new LinkedHashSet<>(List.of(host.get())) : hosts(part, inventory);
  }

  private List<String> parts(Predicate<String> wanted) {
    return parts.stream().filter(wanted).toList();
  }

  private static boolean isSign(char first) {
    return first == '&' || first == '!';
  }

  private static SequencedSet<HostName> hosts(String part, Inventory inventory) {
    if (isRegular(part)) {
      return known(part, inventory);
    }
    Matcher counted = COUNTED.matcher(part);
    if (counted.matches()) {
      List<HostName> counting = List.copyOf(matching(counted.group(1), inventory));
      if (!counting.isEmpty()) {
        return picked(counted, counting);
      }
    }
    SequencedSet<HostName> found = new LinkedHashSet<>();
    HostRange.expand(part).forEach(name -> found.addAll(known(name, inventory)));
    return found;
  }

  /// By position from 0, or from the end where it is negative; both ends of a range are in it, and
  /// one without an end goes to the last.
  private static SequencedSet<HostName> picked(Matcher counted, List<HostName> hosts) {
    String single = counted.group(2);
    boolean open = single == null && counted.group(4).isEmpty();
    int first = Integer.parseInt(single == null ? counted.group(3) : single);
    int last =
        open ? hosts.size() - 1 : Integer.parseInt(single == null ? counted.group(4) : single);
    int from = first < 0 ? first + hosts.size() : first;
    int to = Math.min(last < 0 ? last + hosts.size() : last, hosts.size() - 1);
    if (from < 0 || from > to) {
      throw new InventoryException(
          "%s picks none: %s is %d hosts, counted from 0"
              .formatted(counted.group(), counted.group(1), hosts.size()));
    }
    return new LinkedHashSet<>(hosts.subList(from, to + 1));
  }

  private static SequencedSet<HostName> known(String name, Inventory inventory) {
    SequencedSet<HostName> found = matching(name, inventory);
    if (found.isEmpty()) {
      throw new InventoryException(unknown(name, inventory));
    }
    return found;
  }

  /// Groups that every inventory has are meant by their plain names only: `a*` would be every host.
  private static SequencedSet<HostName> matching(String name, Inventory inventory) {
    SequencedSet<HostName> found = new LinkedHashSet<>();
    Predicate<String> meant = meaning(name);
    inventory.groups().entrySet().stream()
        .filter(group -> meant.test(group.getKey()))
        .filter(group -> isPlain(name) || !GroupTree.IMPLIED.contains(group.getKey()))
        .forEach(group -> found.addAll(group.getValue()));
    if (!isGroupAlone(name, inventory)) {
      inventory.hosts().stream().filter(host -> meant.test(host.text())).forEach(found::add);
    }
    return found;
  }

  /// Ansible looks for hosts beside a group where the name could be a pattern, as with a dot in it.
  private static boolean isGroupAlone(String name, Inventory inventory) {
    return isPlain(name) && name.indexOf('.') < 0 && inventory.groups().containsKey(name);
  }

  private static boolean isRegular(String name) {
    return name.startsWith("~");
  }

  private static boolean isPlain(String name) {
    return !isRegular(name) && name.indexOf('*') < 0 && name.indexOf('?') < 0;
  }

  private static Predicate<String> meaning(String name) {
    if (isRegular(name)) {
      try {
        Pattern regular = Pattern.compile(name.substring(1));
        return text -> regular.matcher(text).lookingAt();
      } catch (PatternSyntaxException broken) {
        throw new InventoryException(
            name + " is no regular expression: " + broken.getDescription());
      }
    }
    if (isPlain(name)) {
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
    if (inventory.groups().containsKey(name)) {
      return "the group " + name + " has no hosts";
    }
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
