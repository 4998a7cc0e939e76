package io.longshore.command;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Environment variables in the order of their names. Values may be secrets: they appear in no text
/// this type makes.
///
/// @param variables name to value; a name is not empty and has neither `=` nor NUL; a value may be
///   empty
public record Environment(SortedMap<String, String> variables) {
  /// No variables.
  public static final Environment NONE = new Environment(new TreeMap<>());

  /// @throws InvalidValueException for a name or a value that no process environment can hold
  public Environment {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    variables.forEach(Environment::check);
  }

  /// Refuses a variable that no process environment can hold.
  ///
  /// @throws InvalidValueException which does not show the value
  public static void check(String name, String value) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new InvalidValueException("illegal name", "a variable name without '=' and NUL", name);
    }
    if (value.indexOf('\0') >= 0) {
      throw new InvalidValueException(
          "a value without NUL for " + InvalidValueException.shown(name),
          "a value that is not shown");
    }
  }

  /// The variables of that map.
  public static Environment of(Map<String, String> variables) {
    return new Environment(new TreeMap<>(variables));
  }

  /// These variables overlaid with others.
  public Environment with(Map<String, String> others) {
    SortedMap<String, String> merged = new TreeMap<>(variables);
    merged.putAll(others);
    return new Environment(merged);
  }

  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }
}
