package io.longshore.command;

import java.util.Set;

/// Reads volume items: one parser for requests and for what the engine reports (D20).
final class MountParser {
  private MountParser() {}

  static Mount parse(String item) {
    String[] fields = item.split(":", -1);
    if (fields.length < 2) {
      throw new InvalidValueException("source:destination[:options]", item);
    }
    Mount.Kind kind =
        fields[0].equals("devpts") ? Mount.Kind.DEVPTS : fields[0].startsWith("/") ? Mount.Kind.BIND : Mount.Kind.VOLUME;
    return new Mount(kind, fields[0], new MountPath(fields[1]), fields.length < 3 ? Set.of() : Set.of(fields[2].split(",")));
  }
}
