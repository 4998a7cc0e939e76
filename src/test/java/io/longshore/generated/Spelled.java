package io.longshore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A value that can be written in several ways which all mean the same.
sealed interface Spelled {
  JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// The value in one of its spellings.
  JsonNode write(Dice dice);

  /// A single value, which knows its own ways.
  record Single(Function<Dice, JsonNode> ways) implements Spelled {
    @Override
    public JsonNode write(Dice dice) {
      return ways.apply(dice);
    }
  }

  /// A list whose order means nothing, and which may hold nulls and blanks.
  record Items(List<Spelled> items) implements Spelled {
    @Override
    public JsonNode write(Dice dice) {
      ArrayNode list = JSON.arrayNode();
      dice.shuffled(items).forEach(item -> list.add(item.write(dice)));
      if (dice.chance(10)) {
        list.add(dice.oneOf(JSON.nullNode(), JSON.stringNode(" ")));
      }
      return list;
    }

    Items without(int index) {
      List<Spelled> others = new ArrayList<>(items);
      others.remove(index);
      return new Items(others);
    }
  }

  /// A map.
  ///
  /// @param keys the ways to write a key
  record Members(SortedMap<String, Spelled> members, Spelling keys) implements Spelled {
    @Override
    public JsonNode write(Dice dice) {
      ObjectNode map = JSON.objectNode();
      for (String key : dice.shuffled(List.copyOf(members.keySet()))) {
        map.set(keys.write(key, dice), members.get(key).write(dice));
      }
      return map;
    }

    Members without(String key) {
      SortedMap<String, Spelled> others = new TreeMap<>(members);
      others.remove(key);
      return new Members(others, keys);
    }

    Members with(String key, Spelled value) {
      SortedMap<String, Spelled> others = new TreeMap<>(members);
      others.put(key, value);
      return new Members(others, keys);
    }
  }

  /// The ways to write a text.
  @FunctionalInterface
  interface Spelling {
    /// As it is.
    Spelling PLAIN = (text, _) -> text;

    String write(String text, Dice dice);
  }

  static Members members(SortedMap<String, Spelled> members) {
    return new Members(members, Spelling.PLAIN);
  }

  /// A text that has one spelling.
  static Spelled text(String text) {
    return new Single(_ -> JSON.stringNode(text));
  }

  /// A text that has several.
  static Spelled text(String text, Spelling spelling) {
    return new Single(dice -> JSON.stringNode(spelling.write(text, dice)));
  }

  /// A text that has the spellings given.
  static Spelled anyOf(String... texts) {
    return new Single(dice -> JSON.stringNode(dice.oneOf(texts)));
  }

  /// JSON that has the spellings given.
  static Spelled anyJson(String... documents) {
    return new Single(dice -> JsonMapper.shared().readTree(dice.oneOf(documents)));
  }

  /// A number, or a decimal text.
  static Spelled number(long number) {
    return new Single(
        dice -> dice.chance(70) ? JSON.numberNode(number) : JSON.stringNode(Long.toString(number)));
  }

  /// A boolean in Ansible's words.
  static Spelled bool(boolean value) {
    return value
        ? anyJson("true", "true", "\"yes\"", "\"True\"", "1", "\"on\"", "\"t\"")
        : anyJson("false", "false", "\"no\"", "\"False\"", "0", "\"off\"", "\"n\"");
  }

  /// An amount of memory with any unit that it is whole in.
  static Spelled bytes(long bytes) {
    return new Single(dice -> {
      int power = dice.between(0, 3);
      long unit = 1L << (10 * power);
      if (bytes % unit != 0 || dice.chance(20)) {
        return number(bytes).write(dice);
      }
      String letter = List.of("b", "k", "m", "g").get(power);
      String written = dice.chance(50) ? letter : letter.toUpperCase(Locale.ROOT);
      return JSON.stringNode(bytes / unit + written);
    });
  }
}
