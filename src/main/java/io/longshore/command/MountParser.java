package io.longshore.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads volume items: one parser for requests and for what the engine reports (D20).
final class MountParser {
  private static final Pattern ID_MAPPING = Pattern.compile("idmap(=[a-z0-9=;@#-]+)?");

  /// Of each line an item may have one.
  private static final Map<String, Integer> CHOICES =
      choices(
          "ro rw",
          "shared slave private unbindable rshared rslave rprivate runbindable",
          "z Z",
          "exec noexec",
          "suid nosuid",
          "dev nodev",
          "bind rbind",
          "copy nocopy",
          "U",
          "O");

  private final String item;

  private MountParser(String item) {
    this.item = item;
  }

  static Mount parse(String item) {
    return new MountParser(item).parse();
  }

  private Mount parse() {
    String[] fields = item.split(":", -1);
    if (fields.length < 2 || fields.length > 3) {
      throw wrong("source:destination[:option,…]", item);
    }
    Mount.Kind kind = Mount.Kind.of(fields[0]);
    String source =
        switch (kind) {
          case BIND -> path(fields[0]).text();
          case VOLUME -> volume(fields[0]);
          case DEVPTS -> fields[0];
        };
    Set<String> options = fields.length < 3 ? Set.of() : options(fields[2]);
    if (kind == Mount.Kind.DEVPTS && !Set.of("rw").containsAll(options)) {
      throw wrong("no options for devpts", fields[2]);
    }
    return new Mount(kind, source, path(fields[1]), options);
  }

  private String volume(String source) {
    try {
      return new VolumeName(source).text();
    } catch (InvalidValueException refused) {
      throw wrong("an absolute path or " + refused.expected() + " before the first colon", source);
    }
  }

  private MountPath path(String text) {
    try {
      return new MountPath(text);
    } catch (InvalidValueException refused) {
      throw wrong(refused.expected(), text);
    }
  }

  private Set<String> options(String text) {
    Set<String> options = new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
    Map<Integer, String> chosen = new HashMap<>();
    for (String option : options) {
      Integer choice = CHOICES.get(option);
      if (choice == null && !ID_MAPPING.matcher(option).matches()) {
        throw wrong("a mount option such as ro, rw, rslave, z or noexec", option);
      }
      String other = choice == null ? null : chosen.put(choice, option);
      if (other != null) {
        throw wrong("only one of " + other + " and " + option, text);
      }
    }
    return options;
  }

  private static Map<String, Integer> choices(String... lines) {
    Map<String, Integer> choices = new HashMap<>();
    for (int line = 0; line < lines.length; line++) {
      for (String option : lines[line].split(" ", -1)) {
        choices.put(option, line);
      }
    }
    return Map.copyOf(choices);
  }

  private InvalidValueException wrong(String expected, String got) {
    return new InvalidValueException("Wrong format of volume: " + item, expected, got);
  }
}
