package io.longshore.config;

import io.longshore.logging.Redaction;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Further properties of the Kafka clients, references resolved. Shows no secret: neither what is
/// named like one nor what came from a reference.
///
/// @param values the properties by their names, as Kafka's clients take them
/// @param secrets texts that must not be shown, wherever they stand
public record ClientProperties(Map<String, String> values, Set<String> secrets) {
  /// None.
  public static final ClientProperties NONE = new ClientProperties(Map.of(), Set.of());

  /// Adds the values whose names tell that they are secrets.
  public ClientProperties {
    Set<String> all = new TreeSet<>(secrets);
    values.forEach((name, value) -> addIfSecret(all, name, value));
    values = Map.copyOf(values);
    secrets = Set.copyOf(all);
  }

  private static void addIfSecret(Set<String> secrets, String name, String value) {
    if (Redaction.isSecretName(name) && !value.isEmpty()) {
      secrets.add(value);
    }
  }

  /// The names, and those values that are no secret.
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    values.forEach((name, value) ->
        shown.put(name, isSecret(value) ? Redaction.MASK : Redaction.BY_LOOK.redact(value)));
    return shown.toString();
  }

  private boolean isSecret(String value) {
    return secrets.stream().anyMatch(value::contains);
  }
}
