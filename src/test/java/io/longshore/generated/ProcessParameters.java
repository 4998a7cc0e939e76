package io.longshore.generated;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What runs in a container: image, command, environment, labels, terminal, and how it is kept
/// running.
///
/// Every command ends at once on SIGTERM, or taking the containers away again would take longer
/// than all else.
final class ProcessParameters {
  /// `again` is the same image under another tag. Not `demo/web`, whose port one container at a
  /// time can have on the host's network.
  private static final List<String> IMAGES =
      List.of(
          "localhost/demo/tools:1",
          "localhost/demo/kolla:1",
          "localhost/demo/kolla:again",
          "localhost/demo/kolla",
          "localhost/demo/declared:1");

  private static final List<String> NAMES =
      List.of("A", "PATH_LIKE", "dotted.name", "ÄÖ", "with space", "TZ");
  private static final List<String> LABELS =
      List.of("a", "vendor", "org.example.dotted/and-slashed", "maintainer", "blank key", "ü");

  private ProcessParameters() {}

  static Spelled image(Dice dice) {
    String image = dice.oneOf(IMAGES);
    return image.endsWith("kolla") ? Spelled.anyOf(image, image + ":latest") : Spelled.text(image);
  }

  /// `idle` passes over its words. Words that mean the same are quoted in other ways.
  static Spelled command(Dice dice) {
    return dice.oneOf(
        Spelled.anyOf("idle one", "idle  'one'", "\tidle \"one\"\n", "id\\le o''ne"),
        Spelled.anyOf("idle 'two words' ''", "idle \"two words\" \"\"", "idle two\\ words ''"),
        Spelled.anyOf("idle '$HOME' '#' ';'", "idle \"$HOME\" \\# \\;"),
        Spelled.anyOf("idle 'back\\slash'", "idle back\\\\slash", "idle \"back\\slash\""),
        Spelled.anyOf("sh -c 'exec idle'", "sh -c \"exec idle\"", "sh  -c exec\\ idle"),
        Spelled.anyOf("idle ünï 日本 {{.Id}} %n", "idle 'ünï' \"日本\" '{{.Id}}' %n"));
  }

  static Spelled environment(Dice dice) {
    SortedMap<String, Spelled> variables = new TreeMap<>();
    for (String name : dice.some(4, NAMES)) {
      variables.put(name, name.equals("TZ") ? zone(dice) : value(dice));
    }
    return Spelled.members(variables);
  }

  private static Spelled zone(Dice dice) {
    return Spelled.text(dice.oneOf("Europe/Prague", "Asia/Tokyo"));
  }

  /// Scalars as the reference writes them into a variable: `True`, `1.5`, the empty text for null.
  private static Spelled value(Dice dice) {
    return dice.oneOf(
        Spelled.anyJson("true", "\"True\""),
        Spelled.anyJson("false", "\"False\""),
        Spelled.anyJson("null", "\"\""),
        Spelled.anyJson("42", "\"42\""),
        Spelled.anyJson("1.5", "\"1.5\"", "15e-1"),
        Spelled.text("a=b c\n,%\\ \"quoted\" 'so'"),
        Spelled.text("{{ not_a_template }} $HOME ünï 日本"),
        Spelled.text("x".repeat(dice.between(1, 3000))));
  }

  /// Two of the names are labels of the image `demo/declared` too.
  static Spelled labels(Dice dice) {
    SortedMap<String, Spelled> labels = new TreeMap<>();
    for (String name : dice.some(4, LABELS)) {
      labels.put(
          name,
          dice.oneOf(
              Spelled.anyJson("true", "\"True\""),
              Spelled.anyJson("null", "\"\""),
              Spelled.anyJson("7", "\"7\""),
              Spelled.text("of the caller, not the image's")));
    }
    return Spelled.members(labels);
  }

  static Spelled flag(Dice dice) {
    return Spelled.bool(dice.chance(80));
  }

  static Spelled restartPolicy(Dice dice) {
    return dice.oneOf(
        Spelled.anyJson("\"no\"", "false"),
        Spelled.text("on-failure"),
        Spelled.text("oneshot"),
        Spelled.anyOf("always", "unless-stopped"));
  }

  static Spelled retries(Dice dice) {
    return Spelled.number(dice.oneOf(0, 1, 3, 10, 200));
  }

  /// Long enough to start a container on a busy machine.
  static Spelled clientTimeout(Dice dice) {
    return Spelled.number(dice.oneOf(60, 120, 121, 300, 86_400));
  }

  /// From 85 s on the unit has a line more.
  static Spelled gracefulTimeout(Dice dice) {
    return Spelled.number(dice.oneOf(0, 1, 10, 60, 84, 85, 90, 3600));
  }

  static Spelled state(Dice dice) {
    return Spelled.text(dice.oneOf("exited", "paused"));
  }
}
