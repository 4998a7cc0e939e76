package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import io.longshore.text.DurationText;
import io.longshore.text.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A part of a rollout's document, with the gathering of what is wrong in it.
record RolloutMembers(Located at, Problems problems) {
  /// What is wrong with a time of nothing.
  static final String SOME_TIME = "a time longer than none expected";

  JsonNode node() {
    return at.node();
  }

  RolloutMembers member(String name) {
    return new RolloutMembers(at.member(name), problems);
  }

  Collection<String> names() {
    return node().propertyNames();
  }

  boolean has(String name) {
    return !at.member(name).absent();
  }

  /// The elements of a list; none when it is absent or no list.
  List<RolloutMembers> items(String name) {
    Located list = at.member(name);
    List<RolloutMembers> items = new ArrayList<>();
    if (list.node().isArray()) {
      for (int i = 0; i < list.node().size(); i++) {
        items.add(new RolloutMembers(list.item(i), problems));
      }
    } else if (!list.absent()) {
      problems.expected(list, "a list expected");
    }
    return items;
  }

  void problem(String words) {
    problems.refuse(at, words, null);
  }

  void problem(String name, String words) {
    Located member = at.member(name);
    boolean known = problems.all().stream().anyMatch(one -> one.pointer().equals(member.pointer()));
    if (!known) {
      problems.refuse(member, words, null);
    }
  }

  void refuseUnknown(String... known) {
    for (String name : node().isObject() ? names() : List.<String>of()) {
      if (!List.of(known).contains(name)) {
        String near =
            Nearest.of(name, List.of(known)).map(" did you mean %s?"::formatted).orElse("");
        problems.add(
            new Problem(
                at.member(name).pointer(),
                "unknown key: "
                    + InvalidValueException.shown(name)
                    + ";"
                    + near
                    + " known are "
                    + String.join(", ", known),
                null));
      }
    }
  }

  <T> @Nullable T value(Parameter.Reader<T> reader) {
    return reader.read(at, problems);
  }

  <T> @Nullable T required(String name, Parameter.Reader<T> reader) {
    if (!has(name)) {
      problem(name, "missing");
      return null;
    }
    return member(name).value(reader);
  }

  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    RolloutMembers section = member(name);
    for (String key : section.node().isObject() ? section.names() : List.<String>of()) {
      JsonNode value = section.node().path(key);
      if (value.isValueNode() && !value.isNull()) {
        texts.put(key, value.asString());
      } else {
        section.problem(key, "a text, a number or true or false expected");
      }
    }
    return texts;
  }

  int whole(String name, int least, int most, int otherwise) {
    Integer read = optionalWhole(name, least, most);
    return read == null ? otherwise : read;
  }

  @Nullable Integer optionalWhole(String name, int least, int most) {
    Located member = at.member(name);
    if (member.absent()) {
      return null;
    }
    boolean whole = member.node().isIntegralNumber() && member.node().canConvertToInt();
    if (!whole || member.node().intValue() < least || member.node().intValue() > most) {
      String range = most == Integer.MAX_VALUE ? "from " + least : least + " to " + most;
      problems.expected(member, "a whole number, " + range + ", expected");
      return null;
    }
    return member.node().intValue();
  }

  Duration duration(String name, Duration otherwise) {
    Duration read = optionalDuration(name);
    return read == null ? otherwise : read;
  }

  @Nullable Duration optionalDuration(String name) {
    Located member = at.member(name);
    if (member.absent()) {
      return null;
    }
    Optional<Duration> read = DurationText.parse(member.node().asString(""));
    if (read.isEmpty()) {
      problems.expected(member, DurationText.EXPECTED + ", expected");
    }
    return read.orElse(null);
  }

  String word(String name, List<String> words, String otherwise) {
    Located member = at.member(name);
    if (member.absent()) {
      return otherwise;
    }
    String word = member.node().asString("");
    if (!words.contains(word)) {
      problems.expected(member, String.join(" or ", words) + " expected");
      return otherwise;
    }
    return word;
  }
}
