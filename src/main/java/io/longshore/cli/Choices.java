package io.longshore.cli;

import io.longshore.command.Action;
import io.longshore.event.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads one of a set of words.
abstract class Choices<T> implements ITypeConverter<T> {
  private final String what;
  private final List<T> values;
  private final Function<T, String> name;

  Choices(String what, List<T> values, Function<T, String> name) {
    this.what = what;
    this.values = values;
    this.name = name;
  }

  @Override
  public T convert(String text) {
    return values.stream()
        .filter(value -> name.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> refusal(text));
  }

  private TypeConversionException refusal(String text) {
    String known = values.stream().map(name).collect(Collectors.joining(", "));
    return new TypeConversionException("expected %s (%s), got '%s'".formatted(what, known, text));
  }

  /// An outcome, by its name in messages.
  static final class OfOutcomes extends Choices<Outcome> {
    OfOutcomes() {
      super("an outcome", Arrays.asList(Outcome.values()), Outcome::wireName);
    }
  }

  /// An action, by its name in messages.
  static final class OfActions extends Choices<Action> {
    OfActions() {
      super("an action", Arrays.asList(Action.values()), Action::wireName);
    }
  }
}
