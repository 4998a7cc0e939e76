package io.longshore.wire;

import io.longshore.command.Environment;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a command after merging.
final class Parameters {
  private final IdentityHashMap<Parameter<?>, Given> given = new IdentityHashMap<>();
  private final Located place;
  private final Environment environment;

  /// @param place of the object `parameters`
  /// @param common what `common_options` gave
  /// @param explicit what the command itself gave
  Parameters(Located place, Parameters.Part common, Parameters.Part explicit) {
    this.place = place;
    common.values.forEach((parameter, value) -> {
      if (parameter.inCommonOptions()) {
        given.put(parameter, value);
      }
    });
    given.putAll(explicit.values);
    environment = Environment.of(common.environment()).with(explicit.environment());
  }

  private Parameters(Parameters other) {
    place = other.place;
    environment = other.environment;
    given.putAll(other.given);
  }

  /// The same, as if that one were not given.
  Parameters without(Parameter<?> parameter) {
    Parameters rest = new Parameters(this);
    rest.given.remove(parameter);
    return rest;
  }

  /// The value; null when nothing is asked for.
  @SuppressWarnings(
      "unchecked") // Part.put is the only way in, and ties the value's type to the parameter's.
  <T> @Nullable T get(Parameter<T> parameter) {
    Given value = given.get(parameter);
    return value == null ? null : (T) value.value();
  }

  /// The value, or another when nothing is asked for.
  <T> T get(Parameter<T> parameter, T otherwise) {
    T value = get(parameter);
    return value == null ? otherwise : value;
  }

  /// The variables of both, the command's own winning name by name.
  Environment environment() {
    return environment;
  }

  /// Where the value stands, or would stand had it been given.
  Located placeOf(Parameter<?> parameter) {
    Given value = given.get(parameter);
    return value == null ? place.unlabelled().member(parameter.name()) : value.place();
  }

  private record Given(@Nullable Object value, Located place) {}

  /// What one of the two places gave. A parameter that asks for nothing (`pid_mode: ""`) is given
  /// all the same.
  static final class Part {
    private final IdentityHashMap<Parameter<?>, Given> values = new IdentityHashMap<>();

    <T> void put(Parameter<T> parameter, @Nullable T value, Located place) {
      values.put(parameter, new Given(value, place));
    }

    @SuppressWarnings("unchecked") // As above.
    private Map<String, String> environment() {
      Given value = values.get(KollaParameters.ENVIRONMENT);
      return value == null || value.value() == null
          ? Map.of()
          : (Map<String, String>) value.value();
    }
  }
}
