package io.longshore.wire;

import io.longshore.command.CommandLine;
import io.longshore.command.Environment;
import io.longshore.command.InvalidValueException;
import io.longshore.command.NamespaceMode;
import io.longshore.command.SecurityOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Readers of parameters, made from the readers of single values and the types of the core.
final class Readers {
  private Readers() {}

  /// A value that a type of the core reads from a text.
  static <T> Parameter.Reader<T> value(Function<String, T> type) {
    return (where, problems) -> {
      String text = Scalars.text(where, problems);
      return text == null ? null : parsed(where, text, type, problems);
    };
  }

  /// The same; the empty text asks for nothing.
  static <T> Parameter.Reader<T> valueOrNothing(Function<String, T> type) {
    return (where, problems) -> isEmptyText(where) ? null : value(type).read(where, problems);
  }

  /// One text, or a list of them.
  static <T> Parameter.Reader<List<T>> oneOrMany(Function<String, T> type) {
    Parameter.Reader<T> one = value(type);
    return (where, problems) -> {
      if (where.node().isArray()) {
        return items(where, false, type, problems);
      }
      T only = one.read(where, problems);
      return only == null ? null : List.of(only);
    };
  }

  private static boolean isEmptyText(Located where) {
    return where.node().isString() && where.node().stringValue().isEmpty();
  }

  private static <T> @Nullable T parsed(
      Located where, String text, Function<String, T> type, Problems problems) {
    try {
      return type.apply(text);
    } catch (InvalidValueException refusal) {
      problems.refuse(where, refusal);
      return null;
    }
  }

  /// A list whose items a type of the core reads from texts; null and blank items are left out.
  static <T> Parameter.Reader<List<T>> list(Function<String, T> type) {
    return (where, problems) ->
        Scalars.isList(where, problems) ? items(where, false, type, problems) : null;
  }

  /// A list of words, each taken as it is.
  static @Nullable List<String> words(Located where, Problems problems) {
    return Scalars.isList(where, problems) ? items(where, true, text -> text, problems) : null;
  }

  private static <T> List<T> items(
      Located where, boolean blanksToo, Function<String, T> type, Problems problems) {
    List<T> items = new ArrayList<>();
    for (int index = 0; index < where.node().size(); index++) {
      Located item = where.item(index);
      String text = Scalars.text(item, problems);
      T parsed =
          text == null || (text.isBlank() && !blanksToo)
              ? null
              : parsed(item, text, type, problems);
      if (parsed != null) {
        items.add(parsed);
      }
    }
    return items;
  }

  /// A map of texts; null values become empty texts.
  static @Nullable Map<String, String> map(Located where, Problems problems) {
    Located read = Scalars.map(where, problems);
    if (read == null) {
      return null;
    }
    Map<String, String> entries = new LinkedHashMap<>();
    for (String name : read.node().propertyNames()) {
      Located entry = read.member(name);
      String text = Scalars.text(entry, problems);
      if (text != null) {
        entries.put(name, text);
      }
    }
    return entries;
  }

  /// Environment variables. Their values are never shown.
  static @Nullable Map<String, String> environment(Located where, Problems problems) {
    Located secret = where.asSecret();
    Map<String, String> variables = map(secret, problems);
    if (variables != null) {
      variables.entrySet().removeIf(variable -> isIllegal(secret, variable, problems));
    }
    return variables;
  }

  private static boolean isIllegal(
      Located where, Map.Entry<String, String> variable, Problems problems) {
    try {
      Environment.check(variable.getKey(), variable.getValue());
      return false;
    } catch (InvalidValueException refusal) {
      Located member = where.member(variable.getKey());
      problems.refuse(new Located(member.node(), member.pointer(), where.label(), true), refusal);
      return true;
    }
  }

  /// A number of seconds or tries.
  static Parameter.Reader<Integer> integer(int least) {
    return (where, problems) -> {
      Long number = Scalars.integer(where, least, Integer.MAX_VALUE, problems);
      return number == null ? null : Math.toIntExact(number);
    };
  }

  /// One of some words.
  static <T> Parameter.Reader<T> choice(Function<String, Optional<T>> named, String... words) {
    return (where, problems) -> Scalars.choice(where, Arrays.stream(words), named, problems);
  }

  /// A namespace mode; the empty text asks for nothing, and so does `false`.
  static Parameter.Reader<NamespaceMode> modeOrNothing(NamespaceMode... modes) {
    Parameter.Reader<NamespaceMode> mode = mode("''", modes);
    return (where, problems) ->
        isEmptyText(where) || isFalse(where) ? null : mode.read(where, problems);
  }

  private static boolean isFalse(Located where) {
    return where.node().isBoolean() && !where.node().booleanValue();
  }

  /// A namespace mode.
  static Parameter.Reader<NamespaceMode> mode(NamespaceMode... modes) {
    return mode(null, modes);
  }

  private static Parameter.Reader<NamespaceMode> mode(
      @Nullable String emptyWord, NamespaceMode... modes) {
    Stream<String> names = Arrays.stream(modes).map(NamespaceMode::engineName);
    String[] words = Stream.concat(Stream.ofNullable(emptyWord), names).toArray(String[]::new);
    List<NamespaceMode> allowed = List.of(modes);
    return choice(word -> NamespaceMode.named(word).filter(allowed::contains), words);
  }

  /// A command's words. None of it is shown, since commands hold passwords at times.
  static @Nullable List<String> commandLine(Located where, Problems problems) {
    return value(CommandLine::split).read(where.asSecret(), problems);
  }

  /// Security options; one that says "not so" is none.
  static @Nullable List<SecurityOption> securityOptions(Located where, Problems problems) {
    List<Optional<SecurityOption>> options = list(Readers::securityOption).read(where, problems);
    if (options == null) {
      return null;
    }
    List<SecurityOption> asked = options.stream().flatMap(Optional::stream).toList();
    try {
      SecurityOption.checkTogether(asked);
      return asked;
    } catch (InvalidValueException refusal) {
      problems.refuse(where, refusal);
      return null;
    }
  }

  private static Optional<SecurityOption> securityOption(String text) {
    return text.matches("no-new-privileges[=:]false")
        ? Optional.empty()
        : Optional.of(new SecurityOption(text));
  }
}
