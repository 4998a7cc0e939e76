package io.longshore.command;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads volume items: one parser for requests and for what the engine reports (D20).
final class MountParser {
  private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final Pattern ID_MAPPING = Pattern.compile("idmap(=[a-z0-9=;@#-]+)?");

  /// Of each group an item may have one.
  private static final List<Set<String>> CHOICES =
      List.of(
          Set.of("ro", "rw"),
          Set.of(
              "shared", "slave", "private", "unbindable", "rshared", "rslave", "rprivate", "runbindable"),
          Set.of("z", "Z"),
          Set.of("exec", "noexec"),
          Set.of("suid", "nosuid"),
          Set.of("dev", "nodev"),
          Set.of("bind", "rbind"),
          Set.of("copy", "nocopy"),
          Set.of("U"),
          Set.of("O"));

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
    Mount.Kind kind = kindOf(fields[0]);
    String source = kind == Mount.Kind.BIND ? path(fields[0]).text() : fields[0];
    Set<String> options = fields.length < 3 ? Set.of() : options(fields[2]);
    if (kind == Mount.Kind.DEVPTS && !Set.of("rw").containsAll(options)) {
      throw wrong("no options for devpts", fields[2]);
    }
    return new Mount(kind, source, path(fields[1]), options);
  }

  private Mount.Kind kindOf(String source) {
    if (source.startsWith("/")) {
      return Mount.Kind.BIND;
    }
    if (source.equals("devpts")) {
      return Mount.Kind.DEVPTS;
    }
    if (!VOLUME_NAME.matcher(source).matches()) {
      throw wrong("an absolute path or a volume name before the first colon", source);
    }
    return Mount.Kind.VOLUME;
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
    for (String option : options) {
      if (CHOICES.stream().noneMatch(choice -> choice.contains(option)) && !ID_MAPPING.matcher(option).matches()) {
        throw wrong("a mount option such as ro, rw, rslave, z or noexec", option);
      }
    }
    CHOICES.forEach(choice -> refuseConflict(choice, options));
    return options;
  }

  private void refuseConflict(Set<String> choice, Set<String> options) {
    List<String> both = options.stream().filter(choice::contains).toList();
    if (both.size() > 1) {
      throw wrong("only one of " + String.join(" and ", both), String.join(",", both));
    }
  }

  private InvalidValueException wrong(String expected, String got) {
    return new InvalidValueException("Wrong format of volume: " + item, expected, got);
  }
}
